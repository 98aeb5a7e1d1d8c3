package dev.tule.mtv.i18n;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A PO file as translators edit it: what is translated stays, with translators' comments, when
 * messages are collected anew; what is used no more is kept behind {@code #~}.
 *
 * @see <a href="https://www.gnu.org/software/gettext/manual/html_node/PO-Files.html">GNU gettext:
 *     PO files</a>
 */
public final class PoFile {
    private static final Pattern FORMS = Pattern.compile("nplurals\\s*=\\s*([1-9])");
    private static final String HEADER = "";

    private PoFile() {}

    /**
     * A message of the sources.
     *
     * @param context its meaning, where one text has several
     * @param id the text
     * @param plural the text for many; null where it has no number
     * @param place file and line
     */
    public record Found(
            @Nullable String context, String id, @Nullable String plural, String place) {}

    /** A message and what a file says of it. */
    private static final class Entry {
        private final List<String> comments = new ArrayList<>();
        private final List<String> places = new ArrayList<>();
        private final List<String> names = new ArrayList<>();
        private final List<String> translation = new ArrayList<>();
        private boolean used;
        private String key = "";

        boolean isTranslated() {
            return translation.stream().anyMatch(line -> !line.endsWith(" \"\""));
        }
    }

    /**
     * A file with these messages.
     *
     * @param before the file as it is; empty for a new one
     * @param language such as {@code de}
     * @param found what the sources hold, in order
     */
    public static String merged(String before, String language, List<Found> found) {
        Map<String, Entry> entries = read(before);
        Entry header = entries.remove(HEADER);
        String head = header == null ? head(language) : written(header, "");
        Matcher forms = FORMS.matcher(head);
        int plurals = forms.find() ? Integer.parseInt(forms.group(1)) : 2;
        Map<String, Entry> all = new LinkedHashMap<>();
        for (Found each : found) {
            Entry entry =
                    all.computeIfAbsent(
                            key(
                                    each.context() == null ? null : escaped(each.context()),
                                    escaped(each.id())),
                            key -> entries.getOrDefault(key, new Entry()));
            entry.used = true;
            entry.places.add("#: " + each.place());
            name(entry, each, plurals);
        }
        StringBuilder out = new StringBuilder(head);
        all.values().forEach(entry -> out.append('\n').append(written(entry, "")));
        entries.values().stream()
                .filter(entry -> !entry.used && entry.isTranslated())
                .forEach(entry -> out.append('\n').append(written(entry, "#~ ")));
        return out.toString();
    }

    private static void name(Entry entry, Found found, int plurals) {
        boolean several = entry.names.stream().anyMatch(line -> line.startsWith("msgid_plural"));
        if (found.plural() == null && several) {
            return;
        }
        entry.names.clear();
        if (found.context() != null) {
            entry.names.add("msgctxt " + quoted(found.context()));
        }
        entry.names.add("msgid " + quoted(found.id()));
        if (found.plural() == null) {
            if (entry.translation.isEmpty()) {
                entry.translation.add("msgstr \"\"");
            }
            return;
        }
        entry.names.add("msgid_plural " + quoted(found.plural()));
        if (entry.translation.stream().noneMatch(line -> line.startsWith("msgstr["))) {
            entry.translation.clear();
            for (int i = 0; i < plurals; i++) {
                entry.translation.add("msgstr[" + i + "] \"\"");
            }
        }
    }

    private static String written(Entry entry, String mark) {
        StringBuilder out = new StringBuilder();
        entry.comments.forEach(line -> out.append(line).append('\n'));
        if (mark.isEmpty()) {
            entry.places.forEach(line -> out.append(line).append('\n'));
        }
        entry.names.forEach(line -> out.append(mark).append(line).append('\n'));
        entry.translation.forEach(line -> out.append(mark).append(line).append('\n'));
        return out.toString();
    }

    private static Map<String, Entry> read(String text) {
        Map<String, Entry> entries = new LinkedHashMap<>();
        for (String block : text.replace("\r\n", "\n").split("\n[ \t]*\n", -1)) {
            Entry entry = entry(block);
            if (!entry.names.isEmpty()) {
                entries.putIfAbsent(entry.key, entry);
            }
        }
        return entries;
    }

    private static Entry entry(String block) {
        Entry entry = new Entry();
        Map<String, StringBuilder> values = new LinkedHashMap<>();
        String keyword = "";
        for (String raw : block.split("\n", -1)) {
            String line = raw.startsWith("#~") ? raw.substring(2).strip() : raw.strip();
            if (line.startsWith("#")) {
                if (!line.startsWith("#:")) {
                    entry.comments.add(line);
                }
                continue;
            }
            int quote = line.indexOf('"');
            if (quote < 0) {
                continue;
            }
            String word = line.substring(0, quote).strip();
            keyword = word.isEmpty() ? keyword : word;
            values.computeIfAbsent(keyword, name -> new StringBuilder())
                    .append(line, quote + 1, Math.max(quote + 1, line.lastIndexOf('"')));
            (keyword.startsWith("msgstr") ? entry.translation : entry.names).add(line);
        }
        entry.key =
                key(text(values, "msgctxt"), Objects.requireNonNullElse(text(values, "msgid"), ""));
        return entry;
    }

    private static @Nullable String text(Map<String, StringBuilder> values, String keyword) {
        StringBuilder text = values.get(keyword);
        return text == null ? null : text.toString();
    }

    /** Of texts as the file has them, escaped. */
    private static String key(@Nullable String context, String id) {
        return context == null ? id : context + '\u0004' + id;
    }

    private static String quoted(String text) {
        return '"' + escaped(text) + '"';
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\\\")
                .replace("\"", "\\\"")
                .replace("\n", "\\n")
                .replace("\t", "\\t")
                .replace("\r", "\\r");
    }

    private static String head(String language) {
        return """
                msgid ""
                msgstr ""
                "Language: %s\\n"
                "MIME-Version: 1.0\\n"
                "Content-Type: text/plain; charset=UTF-8\\n"
                "Content-Transfer-Encoding: 8bit\\n"
                "Plural-Forms: %s\\n"
                """
                .formatted(language, plurals(language));
    }

    /** As the languages have it; to be corrected in the file where it is not so. */
    private static String plurals(String language) {
        String slavic =
                "nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 ||"
                        + " n%100>=20) ? 1 : 2);";
        return switch (language.split("[_-]", 2)[0]) {
            case "ja", "ko", "zh", "vi", "th", "id" -> "nplurals=1; plural=0;";
            case "fr" -> "nplurals=2; plural=(n > 1);";
            case "ru", "uk", "sr", "hr" -> slavic;
            case "cs", "sk" -> "nplurals=3; plural=(n==1 ? 0 : n>=2 && n<=4 ? 1 : 2);";
            case "pl" -> slavic.replace("n%10==1 && n%100!=11", "n==1");
            default -> "nplurals=2; plural=(n != 1);";
        };
    }
}
