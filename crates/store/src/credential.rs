//! How a member of staff proves who they are: outside the record, because a password is not evidence. The `identity` crate decides; these are
//! the rows. Second-factor secrets are sealed, recovery codes stand as digests.

use domain::id::Id;
use domain::staff::Staff;
use jiff::Timestamp;

use crate::Store;
use crate::engine::{Change, Query};
use crate::failure::Failure;

crate::row! {
    /// One person's credentials.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct Credential {
        /// Whose.
        pub staff: Id<Staff>,
        /// What they type. Compared as kept: the caller folds the case.
        pub user_name: String,
        /// The password's Argon2id hash.
        pub password_hash: String,
        /// The second factor's secret, sealed ([`Store::seal`]).
        pub totp_sealed: Option<Vec<u8>>,
        /// The last time step whose code was used, so that no code works twice.
        pub last_step: Option<u64>,
        /// Whether they may sign in: the caller's word, such as `active`.
        pub state: String,
        /// When any of this last changed.
        pub changed_at: Timestamp,
    }
}

crate::statements! {
    static SAVE: Change = "insert into credential (staff, user_name, password_hash, totp_sealed, last_step, state, changed_at)
        values ($1, $2, $3, $4, $5, $6, $7)
        on conflict (staff) do update set user_name = excluded.user_name, password_hash = excluded.password_hash,
        totp_sealed = excluded.totp_sealed, last_step = excluded.last_step, state = excluded.state, changed_at = excluded.changed_at";
    static OF_NAME: Query<Credential> = "select staff, user_name, password_hash, totp_sealed, last_step, state, changed_at
        from credential where user_name = $1";
    static OF_STAFF: Query<Credential> = "select staff, user_name, password_hash, totp_sealed, last_step, state, changed_at
        from credential where staff = $1";
    static ALL: Query<Credential> = "select staff, user_name, password_hash, totp_sealed, last_step, state, changed_at
        from credential order by user_name";
    // Only forward: of two sign-ins with the same code one changes a row.
    static STEP: Change = "update credential set last_step = $2 where staff = $1 and (last_step is null or last_step < $2)";
    static CLEAR_CODES: Change = "delete from recovery_code where staff = $1";
    static ADD_CODE: Change = "insert into recovery_code (staff, digest) values ($1, $2)";
    static USE_CODE: Change = "delete from recovery_code where staff = $1 and digest = $2";
    static CODES: Query<([u8; 32],)> = "select digest as value from recovery_code where staff = $1 order by digest";
}

impl Store {
    /// Adds or replaces one person's credentials.
    ///
    /// # Errors
    /// When another has the same user name, or the database fails.
    pub fn save_credential(&self, credential: &Credential) -> Result<(), Failure> {
        let values = crate::values![
            credential.staff,
            &credential.user_name,
            &credential.password_hash,
            credential.totp_sealed.clone(),
            credential.last_step,
            &credential.state,
            credential.changed_at,
        ];
        self.change(|tx| tx.run(&SAVE, &values)).map(drop)
    }

    /// The credentials under a user name.
    ///
    /// # Errors
    /// When the database fails.
    pub fn credential_of_name(&self, user_name: &str) -> Result<Option<Credential>, Failure> {
        self.look(|tx| tx.maybe(&OF_NAME, &crate::values![user_name]))
    }

    /// One person's credentials.
    ///
    /// # Errors
    /// When the database fails.
    pub fn credential_of(&self, staff: Id<Staff>) -> Result<Option<Credential>, Failure> {
        self.look(|tx| tx.maybe(&OF_STAFF, &crate::values![staff]))
    }

    /// Everybody's credentials, by user name: for the administrator's list.
    ///
    /// # Errors
    /// When the database fails.
    pub fn credentials(&self) -> Result<Vec<Credential>, Failure> {
        self.look(|tx| tx.all(&ALL, &[]))
    }

    /// Uses up a time step; false when it, or a later one, was used before.
    ///
    /// # Errors
    /// When the database fails.
    pub fn use_step(&self, staff: Id<Staff>, step: u64) -> Result<bool, Failure> {
        self.change(|tx| Ok(tx.run(&STEP, &crate::values![staff, step])? == 1))
    }

    /// Puts new recovery codes in place of those left.
    ///
    /// # Errors
    /// When the database fails.
    pub fn replace_recovery_codes(&self, staff: Id<Staff>, digests: &[[u8; 32]]) -> Result<(), Failure> {
        self.change(|tx| {
            tx.run(&CLEAR_CODES, &crate::values![staff])?;
            for digest in digests {
                tx.run(&ADD_CODE, &crate::values![staff, digest])?;
            }
            Ok(())
        })
    }

    /// The digests of the recovery codes left.
    ///
    /// # Errors
    /// When the database fails.
    pub fn recovery_codes(&self, staff: Id<Staff>) -> Result<Vec<[u8; 32]>, Failure> {
        Ok(self
            .look(|tx| tx.all(&CODES, &crate::values![staff]))?
            .into_iter()
            .map(|(digest,)| digest)
            .collect())
    }

    /// Uses up a recovery code; false when it is not there any more.
    ///
    /// # Errors
    /// When the database fails.
    pub fn use_recovery_code(&self, staff: Id<Staff>, digest: &[u8; 32]) -> Result<bool, Failure> {
        self.change(|tx| Ok(tx.run(&USE_CODE, &crate::values![staff, digest])? == 1))
    }
}
