/** What an edit asks for beside the new text: the patch for the repository, and what becomes of targets that hold the earlier one. */
@NullMarked
package io.slipway.api.edit;

import org.jspecify.annotations.NullMarked;
