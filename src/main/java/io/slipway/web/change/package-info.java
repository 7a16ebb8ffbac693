/** The pages of projects, their issues and what became of them. */
@NullMarked
package io.slipway.web.change;

import org.jspecify.annotations.NullMarked;
