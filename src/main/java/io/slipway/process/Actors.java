package io.slipway.process;

import io.slipway.project.Account;
import java.util.Optional;

/** Who completed a user task, by what the engine has recorded and never by what a form or variable says. */
public interface Actors {

    /**
     * Return the account of the person who completed the user task whose end listener this job is.
     *
     * @return empty if nobody, or nobody that Slipway knows, can be told: the answer is refused
     * @throws io.slipway.failure.NotYetException while the engine's record is not visible yet
     */
    Optional<Account> completerOf(Job job);
}
