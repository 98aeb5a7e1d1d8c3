package dev.tule.mtv.i18n;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * One language's messages, from PO files. Immutable once read.
 *
 * @see <a href="https://www.gnu.org/software/gettext/manual/html_node/PO-Files.html">GNU gettext:
 *     PO files</a>
 */
final class Catalogue {
    private final Map<String, List<String>> messages = new HashMap<>();
    private LongToIntFunction plural = PluralForms.english();

    /** Adds a file's messages; what is there already stays. Fuzzy entries are passed over. */
    void add(String po) {
        Entry entry = new Entry();
        for (String raw : po.split("\n", -1)) {
            String line = raw.strip();
            if (line.startsWith("#")) {
                if (entry.isDone()) {
                    finish(entry);
                    entry = new Entry();
                }
                entry.fuzzy |= line.startsWith("#,") && line.contains("fuzzy");
                continue;
            }
            int quote = line.indexOf('"');
            if (quote < 0) {
                continue;
            }
            String keyword = line.substring(0, quote).strip();
            if ((keyword.equals("msgid") || keyword.equals("msgctxt")) && entry.isDone()) {
                finish(entry);
                entry = new Entry();
            }
            entry.add(keyword, unquoted(line.substring(quote)));
        }
        finish(entry);
    }

    private void finish(Entry entry) {
        String id = entry.fields.get("msgid");
        if (id == null || entry.fuzzy) {
            return;
        }
        if (id.isEmpty()) {
            for (String header : entry.fields.getOrDefault("msgstr", "").split("\n", -1)) {
                if (header.startsWith("Plural-Forms:")) {
                    plural = PluralForms.parse(header);
                }
            }
            return;
        }
        List<String> forms = entry.forms();
        if (!forms.isEmpty() && !forms.getFirst().isEmpty()) {
            messages.putIfAbsent(key(entry.fields.get("msgctxt"), id), forms);
        }
    }

    private static String unquoted(String quoted) {
        StringBuilder out = new StringBuilder();
        for (int i = 1; i < quoted.length() && quoted.charAt(i) != '"'; i++) {
            char c = quoted.charAt(i);
            if (c == '\\' && i + 1 < quoted.length()) {
                char next = quoted.charAt(++i);
                out.append(next == 'n' ? '\n' : next == 't' ? '\t' : next == 'r' ? '\r' : next);
            } else {
                out.append(c);
            }
        }
        return out.toString();
    }

    private static String key(@Nullable String context, String id) {
        return context == null ? id : context + '\u0004' + id;
    }

    /** The translation; null where there is none. */
    @Nullable String find(@Nullable String context, String id) {
        List<String> forms = messages.get(key(context, id));
        return forms == null ? null : forms.getFirst();
    }

    /** The translation's form for a number; null where there is none. */
    @Nullable String find(@Nullable String context, String id, long number) {
        List<String> forms = messages.get(key(context, id));
        if (forms == null) {
            return null;
        }
        int form = plural.applyAsInt(Math.abs(number));
        return form < forms.size() ? forms.get(form) : forms.getLast();
    }

    /** One message of a file while it is read. */
    private static final class Entry {
        private final Map<String, String> fields = new TreeMap<>();
        private String current = "";
        private boolean fuzzy;

        void add(String keyword, String text) {
            if (!keyword.isEmpty()) {
                current = keyword;
            }
            fields.merge(current, text, String::concat);
        }

        boolean isDone() {
            return fields.containsKey("msgstr") || fields.containsKey("msgstr[0]");
        }

        List<String> forms() {
            List<String> forms = new ArrayList<>();
            fields.forEach(
                    (keyword, text) -> {
                        if (keyword.startsWith("msgstr")) {
                            forms.add(text);
                        }
                    });
            return forms;
        }
    }
}
