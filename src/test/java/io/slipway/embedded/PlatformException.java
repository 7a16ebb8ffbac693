package io.slipway.embedded;

import io.slipway.failure.TransientException;
import java.nio.file.Path;

/** The platform cannot be started or has ended on this machine as it is; the text is all that a person needs. */
public final class PlatformException extends TransientException {

    private PlatformException(String code, String message, String help) {
        super(code, message, help);
    }

    static PlatformException portInUse(String component, int port, String variable) {
        return new PlatformException(
                "port-in-use",
                "Port %d, which %s needs, is in use.".formatted(port, component),
                "End the program that uses it, or set %s to another port.".formatted(variable));
    }

    static PlatformException jdkTooOld(int found) {
        return new PlatformException(
                "jdk-too-old",
                "This is Java %d; Camunda needs a JDK of version 21 or later.".formatted(found),
                "Install a JDK 21 or later; Maven finds it by itself.");
    }

    static PlatformException diskFull(Path folder, long freeMegabytes, long neededMegabytes) {
        return new PlatformException(
                "disk-full",
                "Only %d MB are free in '%s'; the platform needs %d MB."
                        .formatted(freeMegabytes, folder, neededMegabytes),
                "Free some space, or name another folder with SLIPWAY_HOME.");
    }

    static PlatformException toolMissing(String tool, String command) {
        return new PlatformException(
                "tool-missing",
                "%s is missing: there is no program '%s' on the PATH.".formatted(tool, command),
                "Install %s and try again.".formatted(tool));
    }

    static PlatformException folderInUse(Path folder) {
        return new PlatformException(
                "folder-in-use",
                "Another run uses the data in '%s'.".formatted(folder),
                "End it first, or name another folder with SLIPWAY_HOME.");
    }

    static PlatformException notLaid(Path log) {
        return new PlatformException(
                "platform-incomplete",
                "Maven could not lay out the platform; its output is in '%s'.".formatted(log),
                "Look at the last lines there, then start again: what is half done is done again.");
    }

    static PlatformException ended(String component, int status, Path log) {
        return new PlatformException(
                "component-ended",
                "%s ended with status %d; its log is '%s'.".formatted(component, status, log),
                "Look at the last lines of the log, then start again.");
    }

    static PlatformException notReady(String component, long seconds, Path log) {
        return new PlatformException(
                "component-not-ready",
                "%s was not ready within %d s; its log is '%s'.".formatted(component, seconds, log),
                "Look at the last lines of the log, then start again.");
    }

    static PlatformException unsupported(String what) {
        return new PlatformException(
                "machine-unsupported",
                "There is no embedded PostgreSQL for %s.".formatted(what),
                "Use Linux or macOS on a 64-bit Intel or ARM processor.");
    }
}
