package io.slipway.check.simulation;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The words of texts, each text read once, to tell cheaply for thousands of targets that no statement can mean a name. */
final class Words {

    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}_]+");

    private final Map<String, Set<String>> byText = new HashMap<>();

    /** Tell whether a text may name something; it is certain only when the answer is no. */
    boolean mayName(Collection<Step> steps, String name) {
        var wanted = wordsOf(name);
        return steps.stream()
                .anyMatch(step ->
                        byText.computeIfAbsent(step.text(), Words::wordsOf).containsAll(wanted));
    }

    private static Set<String> wordsOf(String text) {
        var words = new HashSet<String>();
        WORD.matcher(text.toLowerCase(Locale.ROOT))
                .results()
                .map(MatchResult::group)
                .forEach(words::add);
        return words;
    }
}
