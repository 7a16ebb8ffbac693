package io.slipway.rollout.adoption;

import io.slipway.target.ledger.Revision;
import java.util.List;

/** What the ledger of a target is to say that was there before it, and what an owner should look at first. */
record Holdings(List<Revision> revisions, List<String> doubts) {}
