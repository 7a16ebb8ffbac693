/**
 * Whether a change is safe: the rules, what they find, and the simulation on a scratch server; it must not know who may accept
 * a finding, and it never connects to a target.
 */
@ApplicationModule(
        allowedDependencies = {"backup", "mariadb :: script", "migrate :: script", "release", "sql", "target", "failure"
        })
@NullMarked
package io.slipway.check;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
