package dev.tule.mtv.template;

import dev.tule.mtv.i18n.PoFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What of a template is to be translated: texts of {@code {% trans %}} and {@code {% blocktrans
 * %}}, and {@code _("…")} wherever a value can stand. For {@code makemessages}.
 */
public final class TemplateMessages {
    private static final String LITERAL = "(\"(?:\\\\.|[^\"\\\\])*\"|'(?:\\\\.|[^'\\\\])*')";
    private static final Pattern TRANS = Pattern.compile("trans(?:late)?\\s+" + LITERAL + "(.*)");
    private static final Pattern BLOCK = Pattern.compile("blocktrans(?:late)?(?:\\s.*)?");
    private static final Pattern CONTEXT = Pattern.compile("\\bcontext\\s+" + LITERAL);
    private static final Pattern MARKED =
            Pattern.compile("(?<![\\w.])_\\(\\s*" + LITERAL + "\\s*\\)");

    private final List<Lexer.Token> tokens;
    private final String place;
    private final List<PoFile.Found> found = new ArrayList<>();
    private int at;

    private TemplateMessages(String source, String place) {
        this.tokens = Lexer.tokens(source);
        this.place = place;
    }

    /** The messages of a template, in order. */
    public static List<PoFile.Found> in(String source, String place) {
        TemplateMessages messages = new TemplateMessages(source, place);
        messages.run();
        return messages.found;
    }

    private void run() {
        while (at < tokens.size()) {
            Lexer.Token token = tokens.get(at++);
            if (token.kind() == Lexer.Kind.TEXT) {
                continue;
            }
            Matcher marked = MARKED.matcher(token.text());
            while (marked.find()) {
                add(token, null, unquoted(marked.group(1)), null);
            }
            if (token.kind() == Lexer.Kind.TAG) {
                tag(token);
            }
        }
    }

    private void tag(Lexer.Token token) {
        Matcher trans = TRANS.matcher(token.text());
        if (trans.matches()) {
            add(token, context(trans.group(2)), unquoted(trans.group(1)), null);
        } else if (BLOCK.matcher(token.text()).matches()) {
            boolean trimmed = token.text().matches(".*\\strimmed\\b.*");
            Set<String> variables = new TreeSet<>();
            String one = TranslationTags.message(until("plural", "endblock"), trimmed, variables);
            boolean several = at <= tokens.size() && tokens.get(at - 1).text().equals("plural");
            String many =
                    several ? TranslationTags.message(until("endblock"), trimmed, variables) : null;
            add(token, context(token.text()), one, many);
        }
    }

    private List<Lexer.Token> until(String... ends) {
        int start = at;
        while (at < tokens.size()) {
            Lexer.Token token = tokens.get(at++);
            for (String end : ends) {
                if (token.kind() == Lexer.Kind.TAG && token.text().startsWith(end)) {
                    return tokens.subList(start, at - 1);
                }
            }
        }
        return tokens.subList(start, at);
    }

    private void add(
            Lexer.Token token, @Nullable String context, String one, @Nullable String many) {
        if (!one.isBlank()) {
            found.add(new PoFile.Found(context, one, many, place + ":" + token.line()));
        }
    }

    private static @Nullable String context(String text) {
        Matcher context = CONTEXT.matcher(text);
        return context.find() ? unquoted(context.group(1)) : null;
    }

    private static String unquoted(String literal) {
        return literal.substring(1, literal.length() - 1).replaceAll("\\\\(.)", "$1");
    }
}
