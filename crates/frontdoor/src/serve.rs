//! The server: pages in front, the outbox's worker behind, both stopped in order when somebody asks.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context, Result};
use casework::House;
use casework::outbox::{Chore, FileMailer, Mailer, Outbox, SmtpMailer, Worker};
use casework::person::look_through;
use domain::calendar::london;
use jiff::SignedDuration;
use tokio::net::TcpListener;
use tokio::runtime::Builder;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;
use tokio::time::timeout;

use crate::arguments::Place;
use crate::department::Line;
use crate::downtime;
use crate::notifications::Watch;
use crate::place::{Record, Stand};
use crate::shell::{self, MachineClock, Requests};

/// Where the server listens unless it is told otherwise: this machine alone.
const LISTEN: &str = "127.0.0.1:8080";
/// How long requests under way have when the server is asked to stop.
const LAST_ANSWERS: Duration = Duration::from_secs(10);

/// Serves a council.
pub fn serve(place: &Place, listen: Option<SocketAddr>) -> Result<()> {
    let stand = Stand::of(place)?;
    let house = with_department(stand.house(Record::MayBeNew)?, &stand)?;
    let mailer = mailer(&stand)?;
    let listen = match listen.or(stand.settings.listen) {
        Some(listen) => listen,
        None => LISTEN.parse()?,
    };
    if let Some(warning) = house.calendar.holidays.warning(london::date_of(house.now())) {
        tracing::warn!("{warning}");
    }
    if !listen.ip().is_loopback() {
        tracing::warn!("the server itself speaks plain HTTP: a proxy with TLS must stand before it");
    }
    let pack = house.pack.version();
    let settings = web::Settings { behind_proxy: stand.settings.behind_proxy, ..web::Settings::default() };
    let chores = stand.settings.downtime.as_ref().map(downtime::chore).transpose()?.into_iter().collect();
    // Dropped when the server has ended: then the folder is looked at no more.
    let folder = stand.settings.notifications.folder.clone();
    let _watch = folder.map(|folder| Watch::start(house.clone(), folder)).transpose()?;
    run(house, settings, mailer, chores, listen, |address| {
        println!("Frontdoor listens on http://{address} with the practice pack {pack}.");
    })
}

/// The house with its line to the Department, where one is configured.
fn with_department(house: House, stand: &Stand) -> Result<House> {
    let Some(feed) = &stand.settings.daily_feed else { return Ok(house) };
    let way = feed.way(&house.pack.council.la_code)?;
    Ok(house.with_department(Arc::new(Line::new(way, Arc::new(MachineClock)))))
}

/// Whoever carries messages: the council's mail server, or the outbox's folder.
fn mailer(stand: &Stand) -> Result<Arc<dyn Mailer>> {
    if let Some(server) = &stand.settings.mail_server {
        return Ok(Arc::new(SmtpMailer::to(server.smtp()?)?));
    }
    let folder = stand.outbox();
    tracing::warn!(folder = %folder.display(), "no mail server is configured: messages are written into the outbox's folder");
    into_folder(stand)
}

/// The outbox's folder as a mailer.
pub fn into_folder(stand: &Stand) -> Result<Arc<dyn Mailer>> {
    let folder = stand.outbox();
    let mailer = FileMailer::into(&folder)
        .with_context(|| format!("the outbox {} cannot be made", folder.display()))?;
    Ok(Arc::new(mailer))
}

/// Serves a house until somebody asks to stop. `opened` is told the address once it can be connected to.
pub fn run(
    house: House,
    settings: web::Settings,
    mailer: Arc<dyn Mailer>,
    mut chores: Vec<Chore>,
    listen: SocketAddr,
    opened: impl FnOnce(SocketAddr),
) -> Result<()> {
    know_everybody(&house)?;
    let runtime = Builder::new_multi_thread().enable_io().enable_time().build()?;
    let listener = runtime.block_on(TcpListener::bind(listen));
    let listener = listener.with_context(|| format!("nothing can listen on {listen}"))?;
    let address = listener.local_addr()?;
    let name = u64::from_le_bytes(shell::chance());
    chores.push(doubles());
    let worker =
        Worker::start_with(Outbox::new(house.clone(), mailer), format!("server {name:016x}"), chores)?;
    let site = web::site(house, settings).into_make_service_with_connect_info::<SocketAddr>();
    let requests = runtime.block_on(async { Requests::listen() })?;
    opened(address);
    let (asked, heard) = oneshot::channel();
    let stop = async move {
        requests.heard().await;
        tracing::info!("stopping");
        // Nobody hears it when the server has ended by itself.
        let _ = asked.send(());
    };
    let serving = async move { axum::serve(listener, site).with_graceful_shutdown(stop).await };
    let served = runtime.block_on(async { to_the_end(tokio::spawn(serving), heard).await });
    runtime.shutdown_timeout(LAST_ANSWERS);
    worker.stop();
    served
}

/// The server's worker looks whether the whole record is to be gone through again for whoever is on it twice.
fn doubles() -> Chore {
    Chore {
        name: "records that may be one person",
        every: SignedDuration::from_mins(10),
        act: Box::new(|house| look_through(house).map(drop).map_err(|stop| stop.to_string())),
    }
}

/// Reads everybody into memory before anybody asks, so that the first question is answered as quickly as any.
fn know_everybody(house: &House) -> Result<()> {
    let known = house.store.know_everybody().context("the people on the record cannot be read")?;
    tracing::info!(
        people = known.people,
        megabytes = known.bytes / 1_000_000,
        "everybody on the record is in memory"
    );
    Ok(())
}

/// Waits until somebody asks to stop; then whoever is being answered has a moment.
async fn to_the_end(serving: JoinHandle<std::io::Result<()>>, asked: oneshot::Receiver<()>) -> Result<()> {
    // It fails when the server ended by itself: then there is nothing to wait for.
    let _ = asked.await;
    match timeout(LAST_ANSWERS, serving).await {
        Ok(served) => Ok(served??),
        Err(_) => {
            tracing::warn!("somebody was still being answered");
            Ok(())
        }
    }
}
