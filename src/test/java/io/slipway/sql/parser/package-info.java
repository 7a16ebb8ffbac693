@NullMarked
package io.slipway.sql.parser;

import org.jspecify.annotations.NullMarked;
