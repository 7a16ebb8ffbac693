package io.slipway.api.change.plan;

/**
 * A plan and the issue that it was made for.
 *
 * @param digest SHA-256 over the files, the targets and their variables: what approvals bind
 * @param issue the resource name of the issue
 * @param current whether it is what the issue rolls out now; after an edit that is another one
 */
public record PlanView(String name, String digest, String issue, boolean current) {}
