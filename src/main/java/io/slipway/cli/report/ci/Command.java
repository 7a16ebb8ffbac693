package io.slipway.cli.report.ci;

/** Escapes untrusted text for the lines by which a job's log gives its runner commands. */
final class Command {

    private Command() {}

    /** Write a GitHub workflow command's message. */
    static String gitHub(String message) {
        return message.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A");
    }

    /** Write the value of a GitHub workflow command's property. */
    static String gitHubProperty(String value) {
        return gitHub(value).replace(":", "%3A").replace(",", "%2C");
    }

    /** Write an Azure logging command's message. */
    static String azure(String message) {
        return message.replace("%", "%AZP25").replace("\r", "%0D").replace("\n", "%0A");
    }

    /** Write the value of an Azure logging command's property. */
    static String azureProperty(String value) {
        return azure(value).replace(";", "%3B").replace("]", "%5D");
    }
}
