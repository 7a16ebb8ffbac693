package io.slipway.cli.report.ci;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.cli.report.Results;
import org.junit.jupiter.api.Test;

class MarkdownTest {

    @Test
    void showsUntrustedTextAsItIs() {
        var text = Markdown.of(Results.failed(), 65_536).text();

        assertThat(text)
                .startsWith("<!-- slipway-check-of-shop -->\n### Slipway&#58; check of shop failed\n")
                .contains("[Read more](<https://slipway.example.com/projects/shop>)")
                .contains("| ERROR | db/V1&#95;&#95;a&#46;sql&#58;3 | avoid-drop-table&#58; dev-1/a")
                .contains("&#60;b&#62;", "&#64;&#8203;all", "&#35;&#8203;1", "&#91;x&#93;&#40;https&#58;")
                .doesNotContain("<b>", "@all", "[x]", "\n::error", "##vso");
        assertThat(text.lines().filter(line -> line.startsWith("| ")))
                .allSatisfy(line ->
                        assertThat(line.chars().filter(c -> c == '|').count()).isIn(3L, 4L));
    }

    @Test
    void tellsWhatIsLeftOutWhereTheLimitIsReached() {
        var text = Markdown.of(Results.large(5_000), 65_536).text();

        assertThat(text).hasSizeLessThanOrEqualTo(65_536).containsPattern("and [0-9]+ more\\.");
    }

    @Test
    void escapesCommandsOfLogs() {
        assertThat(Command.gitHub("100%\r\n::error")).isEqualTo("100%25%0D%0A::error");
        assertThat(Command.gitHubProperty("a:b,c%")).isEqualTo("a%3Ab%2Cc%25");
        assertThat(Command.azure("100%\n]")).isEqualTo("100%AZP25%0A]");
        assertThat(Command.azureProperty("a;b]")).isEqualTo("a%3Bb%5D");
    }
}
