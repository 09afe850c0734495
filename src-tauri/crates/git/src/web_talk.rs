//! One server in a conversation: what it is asked with, who knows the password, and who is told what became of it.

use crate::asking::{Answer, Question, Waiting};
use crate::cancel::Cancel;
use crate::classify;
use crate::credential::{Credentials, From, Helpers};
use crate::error::Error;
use crate::hosting;
use crate::sign_in::SignIn;
use crate::url_settings::Settings;
use crate::web_address::WebAddress;
use crate::web_client::{Body, Client, Request, Sent};
use crate::web_settings::{self, Ways};

/// What is known of the server.
pub(crate) struct Talk {
    /// Where the repository is by now: a redirect may have said another place.
    pub(crate) address: WebAddress,
    pub(crate) ways: Ways,
    /// What time it is there, by its own words.
    pub(crate) date: Option<String>,
    client: Client,
    helpers: Helpers,
    cancel: Cancel,
    credentials: Option<Credentials>,
    /// Credentials that the server did not take.
    refused: Option<Credentials>,
    approved: bool,
    /// What the failure that libgit2 is told of really was.
    pub(crate) failure: Option<Error>,
}

impl Talk {
    pub(crate) fn new(settings: &Settings, address: &WebAddress, cancel: &Cancel) -> Self {
        let ways = web_settings::read(settings, address);
        let helpers = settings.of("credential", address);
        let in_address = address.user.clone().zip(address.password.clone());
        Self {
            client: Client::new(ways.manner.clone(), cancel),
            ways,
            helpers: Helpers::new(&helpers, address, cancel),
            credentials: in_address.map(|(user, password)| Credentials {
                user,
                password,
                from: From::Address,
            }),
            cancel: cancel.clone(),
            date: None,
            refused: None,
            approved: false,
            failure: None,
            address: address.clone(),
        }
    }

    pub(crate) fn send(&self, request: Request) -> Sent {
        let known = self.credentials.as_ref();
        let mut headers = request.headers;
        headers.extend(self.ways.headers.iter().cloned());
        self.client.send(Request {
            headers,
            credentials: known.map(|known| (known.user.clone(), known.password.clone())),
            ..request
        })
    }

    pub(crate) fn question(&self, service: &str) -> Request {
        Request {
            url: self.address.below(service),
            headers: vec![
                format!("Content-Type: application/x-{service}-request"),
                format!("Accept: application/x-{service}-result"),
            ],
            credentials: None,
            body: Body::Nothing,
        }
    }

    /// The credentials were taken: whoever gave them may keep them.
    pub(crate) fn approve(&mut self) {
        // What stands in the address is kept there.
        let to_keep = |known: &&Credentials| known.from != From::Address;
        let known = self.credentials.as_ref().filter(to_keep);
        if let Some(known) = known.filter(|_| !self.approved) {
            self.helpers.approve(known);
            self.approved = true;
        }
    }

    /// The server wants (other) credentials: finds them, or says which ones it wants.
    pub(crate) fn sign_in(&mut self, challenges: &[String], page: &str) -> Result<(), Error> {
        let label = self.address.host.clone();
        let basic = |challenge: &String| challenge.to_ascii_lowercase().starts_with("basic");
        if !challenges.is_empty() && !challenges.iter().any(basic) {
            let words = challenges.join("\n");
            let kind = SignIn::Unknown;
            return Err(Error::SignIn { label, kind, words });
        }
        let tried = self.credentials.take();
        if let Some(tried) = &tried
            && tried.from == From::Helper
        {
            self.helpers.reject(tried);
        }
        let first = tried.is_none() && self.refused.is_none();
        self.refused = tried.or(self.refused.take());
        let told = self.helpers.get(challenges);
        match told.credentials {
            Some(found) if Some(&found) != self.refused.as_ref() => {
                self.credentials = Some(found);
                Ok(())
            }
            _ => {
                let kind = match &self.refused {
                    _ if told.expired => SignIn::Stale,
                    Some(_) if classify::wants_a_token(page) => SignIn::Token,
                    Some(refused) if refused.from == From::Helper => SignIn::Stale,
                    Some(_) => SignIn::Wrong,
                    None => SignIn::Missing,
                };
                if let Some(found) = self.ask_the_writer(kind) {
                    self.credentials = Some(found);
                    return Ok(());
                }
                let words = if first { told.words } else { text_of(page) };
                Err(Error::SignIn { label, kind, words })
            }
        }
    }

    pub(crate) fn helper_names(&self) -> Vec<String> {
        self.helpers.names()
    }

    /// Name and password from the writer, where there is somebody to ask.
    fn ask_the_writer(&self, why: SignIn) -> Option<Credentials> {
        let waiting = Waiting::new(&self.cancel);
        let answer = self.cancel.who_answers()?.ask(&self.about(why), &waiting);
        waiting.end();
        match answer {
            Answer::Credentials { user, password } => Some(Credentials {
                user,
                password: password.reveal().to_owned(),
                from: From::Writer,
            }),
            Answer::Secret(_) | Answer::Yes | Answer::No | Answer::Unknown => None,
        }
    }

    fn about(&self, why: SignIn) -> Question {
        let known = self.helpers.user().map(str::to_owned);
        let refused = self.refused.as_ref().map(|refused| refused.user.clone());
        Question::SignIn {
            server: format!("{}://{}", self.address.protocol(), self.address.host_and_port()),
            label: self.address.host_and_port(),
            user: refused.or(known),
            why,
            again: self
                .refused
                .as_ref()
                .is_some_and(|refused| refused.from == From::Writer),
            helper: self.helpers.any(),
            token_page: hosting::token_page(&self.address.host),
        }
    }

    /// The server knows who asks and does not let them: somebody else may be let in the next time.
    pub(crate) fn forbidden(&self) {
        if let Some(ask) = self.cancel.who_answers() {
            ask.forget(&self.about(SignIn::Forbidden));
        }
    }
}

/// The words of an answer, where it is meant for people and not a page for browsers.
pub(crate) fn text_of(page: &str) -> String {
    let text = page.trim();
    if text.starts_with('<') || text.contains("<html") {
        return String::new();
    }
    text.chars().take(1000).collect()
}
