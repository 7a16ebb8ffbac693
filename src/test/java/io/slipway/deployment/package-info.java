/** Whether what is packaged for a server fits the application: the compose file, its mounted files, the image and the documentation. */
@NullMarked
package io.slipway.deployment;

import org.jspecify.annotations.NullMarked;
