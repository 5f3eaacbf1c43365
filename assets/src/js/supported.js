// Says before the first paint that scripts run, so that nothing jumps. A plain script because modules come too late.
document.body.className += " js-enabled" + ("noModule" in HTMLScriptElement.prototype ? " govuk-frontend-supported" : "");
