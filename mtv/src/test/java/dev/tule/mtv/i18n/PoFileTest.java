package dev.tule.mtv.i18n;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tule.mtv.template.TemplateMessages;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is collected for translators, and what stays of their work. */
class PoFileTest {
    private static final String TEMPLATE =
            """
            {% trans "Sensors" %} {{ name|default:_("None") }}
            {% translate 'May' context "month" %}
            {% blocktrans count n=sensors.size trimmed %}
              One sensor of {{ owner }}
            {% plural %}
              {{ n }} sensors at 100%
            {% endblocktrans %}
            {% trans variable %} {# {% trans "no" %} #}
            """;

    private static List<PoFile.Found> found() {
        return TemplateMessages.in(TEMPLATE, "index.html");
    }

    @Test
    void templatesTellWhatIsToBeTranslated() {
        assertThat(found())
                .containsExactly(
                        new PoFile.Found(null, "Sensors", null, "index.html:1"),
                        new PoFile.Found(null, "None", null, "index.html:1"),
                        new PoFile.Found("month", "May", null, "index.html:2"),
                        new PoFile.Found(
                                null,
                                "One sensor of %(owner)s",
                                "%(n)s sensors at 100%%",
                                "index.html:3"));
    }

    @Test
    void aNewFileHasAllMessagesAndTheLanguagesPlurals() {
        assertThat(PoFile.merged("", "pl", found()))
                .contains("\"Language: pl\\n\"", "nplurals=3")
                .contains("#: index.html:1\nmsgid \"Sensors\"\nmsgstr \"\"\n")
                .contains("msgctxt \"month\"\nmsgid \"May\"\n")
                .contains("msgid_plural \"%(n)s sensors at 100%%\"\nmsgstr[0] \"\"")
                .contains("msgstr[2] \"\"");
    }

    @Test
    void whatIsTranslatedStaysAndWhatIsGoneIsKeptAside() {
        String translated =
                PoFile.merged("", "de", found())
                        .replace(
                                "msgid \"Sensors\"\nmsgstr \"\"",
                                "msgid \"Sensors\"\nmsgstr \"\"\n\"Füh\"\n\"ler\"")
                        .replace("#: index.html:2", "# of the year\n#: index.html:2")
                        .replace("msgid \"May\"\nmsgstr \"\"", "msgid \"May\"\nmsgstr \"Mai\"");
        assertThat(PoFile.merged(translated, "de", found())).isEqualTo(translated);

        List<PoFile.Found> less = found().subList(0, 1);
        String without = PoFile.merged(translated, "de", less);
        assertThat(without)
                .contains("\"Füh\"\n\"ler\"\n", "#~ msgctxt \"month\"\n", "#~ msgstr \"Mai\"\n")
                .doesNotContain("\"None\"");
        assertThat(PoFile.merged(without, "de", found())).as("it comes back").isEqualTo(translated);

        Catalogue read = new Catalogue();
        read.add(without);
        assertThat(read.find(null, "Sensors")).isEqualTo("Fühler");
        assertThat(read.find("month", "May")).isNull();
    }

    @Test
    void textsWithQuotesAndLineBreaksComeBackAsTheyWere() {
        String odd = "a \"b\" \\ c\n\td";
        String file =
                PoFile.merged("", "de", List.of(new PoFile.Found(null, odd, null, "x:1")))
                        .replaceAll("msgstr \"\"\n$", "msgstr \"yes\"\n");
        Catalogue read = new Catalogue();
        read.add(file);
        assertThat(read.find(null, odd)).isEqualTo("yes");
    }
}
