//! The steps of a publish, as they are told.

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Instant;

use crate::error::Result;
use crate::view::{PublishStep, StepName, StepState};

/// One step, told when it begins and when it ends.
pub(crate) struct Step<'a> {
    name: StepName,
    begun: Instant,
    tell: &'a (dyn Fn(PublishStep) + Send + Sync),
}

impl<'a> Step<'a> {
    pub(crate) fn begin(name: StepName, tell: &'a (dyn Fn(PublishStep) + Send + Sync)) -> Self {
        tell(PublishStep {
            step: name.clone(),
            state: StepState::Running,
            detail: None,
            seconds: None,
        });
        Step {
            name,
            begun: Instant::now(),
            tell,
        }
    }

    pub(crate) fn run<T>(&self, work: impl FnOnce() -> Result<T>) -> Result<T> {
        work().inspect_err(|error| self.end(StepState::Failed, Some(error.code.to_owned())))
    }

    pub(crate) fn done(&self, detail: Option<String>) {
        self.end(StepState::Done, detail);
    }

    fn end(&self, state: StepState, detail: Option<String>) {
        let seconds = Some(self.begun.elapsed().as_secs_f64());
        (self.tell)(PublishStep {
            step: self.name.clone(),
            state,
            detail,
            seconds,
        });
    }
}

/// Tells what a hook printed, in the step that runs: a version may be made again while it is sent.
pub(crate) fn hook(
    said: galley_git::Progress,
    sending: &AtomicBool,
    tell: &(dyn Fn(PublishStep) + Send + Sync),
) {
    if let galley_git::Progress::Hook { line, .. } = said {
        tell(PublishStep {
            step: match sending.load(Ordering::Relaxed) {
                true => StepName::Send,
                false => StepName::Commit,
            },
            state: StepState::Running,
            detail: Some(line),
            seconds: None,
        });
    }
}
