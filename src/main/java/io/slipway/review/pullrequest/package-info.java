/** What a pipeline says of the pull request that a change was merged with. */
@NamedInterface("pullrequest")
@NullMarked
package io.slipway.review.pullrequest;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
