/** What the API says of itself in OpenAPI, beside what its controllers and their comments say. */
@NullMarked
package io.slipway.api.description;

import org.jspecify.annotations.NullMarked;
