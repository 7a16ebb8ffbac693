package io.slipway.web;

import java.util.Set;
import org.springframework.stereotype.Component;
import org.thymeleaf.dialect.AbstractDialect;
import org.thymeleaf.dialect.IPostProcessorDialect;
import org.thymeleaf.engine.AbstractTemplateHandler;
import org.thymeleaf.model.IText;
import org.thymeleaf.postprocessor.IPostProcessor;
import org.thymeleaf.postprocessor.PostProcessor;
import org.thymeleaf.templatemode.TemplateMode;

/**
 * Makes characters visible that would change how a text looks without being seen, such as those that turn its direction: a reviewer must see
 * what a database would run. It works on every text of every page, so that no template can forget it.
 */
@Component
public final class VisibleText extends AbstractDialect implements IPostProcessorDialect {

    private static final int PRECEDENCE = 1000;

    VisibleText() {
        super("visible text");
    }

    /** Return the text with the code of each character that cannot be seen in its place; line ends and tabs stay. */
    public static String of(String text) {
        if (text.codePoints().noneMatch(VisibleText::isHidden)) {
            return text;
        }
        var shown = new StringBuilder();
        text.replace("\r\n", "\n")
                .codePoints()
                .forEach(character -> shown.append(
                        isHidden(character) ? "⟦U+%04X⟧".formatted(character) : Character.toString(character)));
        return shown.toString();
    }

    private static boolean isHidden(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL -> character != '\n' && character != '\t';
            case Character.FORMAT,
                    Character.SURROGATE,
                    Character.UNASSIGNED,
                    Character.PRIVATE_USE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> true;
            default -> false;
        };
    }

    @Override
    public int getDialectPostProcessorPrecedence() {
        return PRECEDENCE;
    }

    @Override
    public Set<IPostProcessor> getPostProcessors() {
        return Set.of(new PostProcessor(TemplateMode.HTML, Handler.class, PRECEDENCE));
    }

    /** Passes a page on with its texts made visible; Thymeleaf makes one for each page. */
    public static final class Handler extends AbstractTemplateHandler {

        @Override
        public void handleText(IText text) {
            var given = text.getText();
            var shown = of(given);
            super.handleText(
                    shown.equals(given) ? text : getContext().getModelFactory().createText(shown));
        }
    }
}
