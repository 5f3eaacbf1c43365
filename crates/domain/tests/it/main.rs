//! What the domain promises, tried against tables made elsewhere and as properties over many years.

#[cfg(test)]
mod access;
#[cfg(test)]
mod audit;
#[cfg(test)]
mod calendar_properties;
#[cfg(test)]
mod calendar_vectors;
#[cfg(test)]
mod calibration;
#[cfg(test)]
mod contact;
#[cfg(test)]
mod identifier_vectors;
#[cfg(test)]
mod import;
#[cfg(test)]
mod mash;
#[cfg(test)]
mod referral;
#[cfg(test)]
mod second_reading;
#[cfg(test)]
mod statistics;
