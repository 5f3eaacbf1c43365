//! Sealing what must not be readable in a copy of the database: drafts still being typed, second-factor secrets. XChaCha20-Poly1305 under a key
//! that stands in a file of its own; the chance for each seal comes from the session.

use std::fs::{self, OpenOptions};
use std::io::{ErrorKind, Write};
use std::os::unix::fs::{OpenOptionsExt, PermissionsExt};
use std::path::Path;

use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};

use crate::Store;
use crate::failure::Failure;

/// 24 bytes of chance, different for each seal.
pub type Nonce = [u8; 24];

/// The key of one council's store.
#[derive(Clone)]
pub struct Key {
    bytes: [u8; 32],
}

impl std::fmt::Debug for Key {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Key(…)")
    }
}

impl Key {
    /// A key from 32 bytes of chance.
    pub const fn from_bytes(bytes: [u8; 32]) -> Self {
        Key { bytes }
    }

    /// The key in a file; made from `chance` when there is no file yet. The file is for its owner alone.
    ///
    /// # Errors
    /// When the file cannot be read or written, is open to others, or holds no key.
    pub fn in_file(path: &Path, chance: [u8; 32]) -> Result<Self, Failure> {
        let named = |what: &str| format!("{} {what}", path.display());
        match OpenOptions::new().write(true).create_new(true).mode(0o600).open(path) {
            Ok(mut file) => {
                let line = format!("{}\n", crate::hex(&chance));
                let kept = file.write_all(line.as_bytes()).and_then(|()| file.sync_all());
                kept.map_err(|error| Failure::file(named("could not be written"), error))?;
                Ok(Key { bytes: chance })
            }
            Err(error) if error.kind() == ErrorKind::AlreadyExists => Self::read(path),
            Err(error) => Err(Failure::file(named("could not be made"), error)),
        }
    }

    fn read(path: &Path) -> Result<Self, Failure> {
        let named = |what: &str| format!("{} {what}", path.display());
        let unreadable = |error| Failure::file(named("could not be read"), error);
        let mode = fs::metadata(path).map_err(unreadable)?.permissions().mode();
        if mode & 0o077 != 0 {
            return Err(Failure::Key(named(
                "can be read by others: chmod 600 it, and consider who has read it",
            )));
        }
        let text = fs::read_to_string(path).map_err(unreadable)?;
        let bytes = crate::from_hex(text.trim()).and_then(|bytes| bytes.try_into().ok());
        bytes
            .map(|bytes| Key { bytes })
            .ok_or_else(|| Failure::Key(named("does not hold 64 hexadecimal digits")))
    }

    fn cipher(&self) -> XChaCha20Poly1305 {
        XChaCha20Poly1305::new(&self.bytes.into())
    }

    /// Seals bytes for one place: `place` names the row and column, so that a sealed value moved elsewhere does not open.
    pub(crate) fn close(&self, place: &str, plain: &[u8], nonce: Nonce) -> Result<Vec<u8>, Failure> {
        let payload = Payload { msg: plain, aad: place.as_bytes() };
        let sealed = self.cipher().encrypt(&XNonce::from(nonce), payload).map_err(|_| Failure::Sealed)?;
        let mut whole = nonce.to_vec();
        whole.extend(sealed);
        Ok(whole)
    }

    /// Opens what was sealed for the same place.
    pub(crate) fn open(&self, place: &str, sealed: &[u8]) -> Result<Vec<u8>, Failure> {
        let (nonce, sealed) = sealed.split_first_chunk::<24>().ok_or(Failure::Sealed)?;
        let payload = Payload { msg: sealed, aad: place.as_bytes() };
        self.cipher().decrypt(&XNonce::from(*nonce), payload).map_err(|_| Failure::Sealed)
    }
}

impl Store {
    /// Seals a secret for one place, such as `totp 9f3c…`.
    ///
    /// # Errors
    /// When it cannot be sealed.
    pub fn seal(&self, place: &str, plain: &[u8], nonce: Nonce) -> Result<Vec<u8>, Failure> {
        self.key().close(place, plain, nonce)
    }

    /// Opens a secret sealed for the same place.
    ///
    /// # Errors
    /// [`Failure::Sealed`] when it was changed, moved or sealed under another key.
    pub fn unseal(&self, place: &str, sealed: &[u8]) -> Result<Vec<u8>, Failure> {
        self.key().open(place, sealed)
    }
}

#[cfg(test)]
mod tests {
    use super::Key;
    use crate::failure::Failure;
    use std::os::unix::fs::PermissionsExt;

    const KEY: Key = Key::from_bytes([1; 32]);

    #[test]
    fn what_is_sealed_opens_only_whole_in_its_place_under_its_key() {
        let sealed = KEY.close("draft a", b"the words", [2; 24]).unwrap();
        assert!(!sealed.windows(5).any(|part| part == b"words"));
        assert_eq!(KEY.open("draft a", &sealed).unwrap(), b"the words");
        let mut changed = sealed.clone();
        *changed.last_mut().unwrap() ^= 1;
        let other = Key::from_bytes([3; 32]);
        for (what, outcome) in [
            ("moved", KEY.open("draft b", &sealed)),
            ("changed", KEY.open("draft a", &changed)),
            ("cut", KEY.open("draft a", &sealed[..10])),
            ("another key", other.open("draft a", &sealed)),
        ] {
            assert!(matches!(outcome, Err(Failure::Sealed)), "{what}");
        }
    }

    #[test]
    fn the_key_file_is_made_once_and_is_private() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("key");
        let made = Key::in_file(&path, [7; 32]).unwrap();
        let again = Key::in_file(&path, [8; 32]).unwrap();
        assert_eq!(made.bytes, again.bytes);
        assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o644)).unwrap();
        assert!(matches!(Key::in_file(&path, [8; 32]), Err(Failure::Key(_))));
        let wrong = folder.path().join("wrong");
        std::fs::write(&wrong, "not a key").unwrap();
        std::fs::set_permissions(&wrong, std::fs::Permissions::from_mode(0o600)).unwrap();
        assert!(matches!(Key::in_file(&wrong, [8; 32]), Err(Failure::Key(_))));
    }
}
