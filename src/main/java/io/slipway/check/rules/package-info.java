/**
 * What a rule is: a class that looks at a file, a statement or a target and adds findings under a code that is its own name in
 * kebab-case; the families lie in the packages below.
 */
@NullMarked
package io.slipway.check.rules;

import org.jspecify.annotations.NullMarked;
