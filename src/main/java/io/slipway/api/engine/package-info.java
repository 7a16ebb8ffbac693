/** The process engine as administrators deal with it: the models that it runs, and starting anew after its loss. */
@NullMarked
package io.slipway.api.engine;

import org.jspecify.annotations.NullMarked;
