package dev.tule.mtv.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tule.mtv.Project;
import dev.tule.mtv.library.Library;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TemplateTest {
    private static final Map<String, String> FILES = new HashMap<>();
    private static final TemplateEngine ENGINE =
            new TemplateEngine(
                    List.of(
                            name ->
                                    Optional.ofNullable(FILES.get(name))
                                            .map(t -> new TemplateLoader.Source(t, t))),
                    List.of(
                            new dev.tule.mtv.template.Library()
                                    .simpleTag(
                                            "sum",
                                            (c, values, named) -> values.size() + named.size())),
                    List.of(),
                    true);
    private static final Project PROJECT = Library.project();

    public record Author(String name, List<String> books) {}

    public static final class Account {
        public String owner = "ann";

        public int getBalance() {
            return 42;
        }

        @AltersData
        public String delete() {
            return owner + " is gone";
        }
    }

    private static String render(String name, String template, @Nullable Object... namesAndValues) {
        Map<String, @Nullable Object> values = new HashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            values.put(String.valueOf(namesAndValues[i]), namesAndValues[i + 1]);
        }
        return PROJECT.call(
                () -> ENGINE.compile(name, template).render(TemplateContext.of(values)));
    }

    private static String html(String template, @Nullable Object... namesAndValues) {
        return render("page.html", template, namesAndValues);
    }

    @Test
    void variablesReachMapsRecordsGettersFieldsListsAndMethods() {
        Author author = new Author("Ann", List.of("Fog", "Tule"));

        assertThat(
                        html(
                                "{{ a.name }} {{ a.books.1 }} {{ a.books.size }} {{ m.key }} {{ x.owner }} {{ x.balance }}",
                                "a",
                                author,
                                "m",
                                Map.of("key", 1),
                                "x",
                                new Account()))
                .isEqualTo("Ann Tule 2 1 ann 42");
    }

    @Test
    void constantsHaveLabels() {
        assertThat(html("{{ u }} {{ u.label }}", "u", TimeUnit.MILLISECONDS))
                .isEqualTo("MILLISECONDS Milliseconds");
    }

    @Test
    void templatesReachNothingTheyShouldNot() {
        assertThat(
                        html(
                                "[{{ x.delete }}{{ x.class }}{{ x.getClass }}{{ x.hashCode }}{{ x.nothing.at.all }}{{ none }}]",
                                "x",
                                new Account()))
                .isEqualTo("[]");
        assertThatThrownBy(() -> html("{{ x._private }}")).isInstanceOf(TemplateError.class);
    }

    @Test
    void valuesAreEscapedByWhatIsWritten() {
        String evil = "</script>a'b\"c,d;\n";

        assertThat(html("{{ v }}", "v", evil)).isEqualTo("&lt;/script&gt;a&#x27;b&quot;c,d;\n");
        assertThat(html("{{ v|safe }}{% autoescape off %}{{ v }}{% endautoescape %}", "v", "<b>"))
                .isEqualTo("<b><b>");
        assertThat(render("x.js", "'{{ v }}'", "v", evil))
                .doesNotContain("</script>")
                .contains("\\u003C/script\\u003Ea\\u0027b");
        assertThat(render("x.css", "{{ v }}", "v", "red;}body{"))
                .isEqualTo("red\\3b \\7d body\\7b ");
        assertThat(
                        render(
                                "x.csv",
                                "{{ v }},{{ w }},{{ n }},{{ t }}",
                                "v",
                                "a,\"b\"",
                                "w",
                                "=1+1",
                                "n",
                                -5,
                                "t",
                                "-5"))
                .isEqualTo("\"a,\"\"b\"\"\",'=1+1,-5,'-5");
        assertThat(render("x.txt", "{{ v }}", "v", "<b>")).isEqualTo("<b>");
        assertThat(html("{{ v|json_script:\"data\" }}", "v", Map.of("a", "</script><!--")))
                .isEqualTo(
                        "<script id=\"data\" type=\"application/json\">{\"a\":\"\\u003C/script\\u003E\\u003C!--\"}</script>");
    }

    @Test
    void filtersDoNotMakeUnsafeTextSafe() {
        assertThat(
                        html(
                                "{{ v|upper }} {{ v|default:'<i>' }} {{ n|default:'<i>' }} {{ v|linebreaksbr }} {{ l|join:'<br>' }}",
                                "v",
                                "<b>",
                                "l",
                                List.of("<", ">")))
                .isEqualTo("&lt;B&gt; &lt;b&gt; <i> &lt;b&gt; &lt;<br>&gt;");
        assertThat(
                        html(
                                "{{ v|urlize }}",
                                "v",
                                "see https://a.example/?a=1&b=<x> or ann@a.example."))
                .isEqualTo(
                        "see <a href=\"https://a.example/?a=1&amp;b=&lt;x&gt;\" rel=\"nofollow\">https://a.example/?a=1&amp;b=&lt;x&gt;</a> or <a href=\"mailto:ann@a.example\">ann@a.example</a>.");
    }

    @Test
    void conditionsFollowPythonsPrecedence() {
        assertThat(
                        html(
                                "{% if a and b or c %}1{% endif %}{% if not a and b %}2{% endif %}{% if n > 3 and n <= 5 %}3{% endif %}{% if 'x' in l %}4{% endif %}{% if n is not None %}5{% endif %}{% if 7 not in l %}6{% endif %}{% if s == 'LONG' %}7{% elif 1 %}8{% else %}9{% endif %}",
                                "a",
                                true,
                                "b",
                                false,
                                "c",
                                "yes",
                                "n",
                                5,
                                "l",
                                List.of("x"),
                                "s",
                                Long.class))
                .isEqualTo("134568");
    }

    @Test
    void loopsKnowWhereTheyAre() {
        String template =
                "{% for k, v in m.items %}{{ forloop.counter }}{{ k }}={{ v }}{% if not forloop.last %},{% endif %}{% endfor %}|{% for x in none %}{% empty %}empty{% endfor %}|{% for x in l reversed %}{{ x }}{% cycle 'a' 'b' %}{% endfor %}|{% for x in l %}{% for y in l %}{{ forloop.parentloop.counter }}{% endfor %}{% endfor %}";

        assertThat(
                        html(
                                template,
                                "m",
                                new java.util.TreeMap<>(Map.of("a", 1, "b", 2)),
                                "l",
                                List.of(1, 2)))
                .isEqualTo("1a=1,2b=2|empty|2a1b|1122");
    }

    @Test
    void templatesInheritIncludeAndHaveParts() {
        FILES.put("base.html", "<{% block a %}base{% endblock %}|{% block b %}B{% endblock %}>");
        FILES.put(
                "middle.html",
                "{% extends 'base.html' %}{% block a %}middle+{{ block.super }}{% endblock %}");
        FILES.put("part.html", "[{{ x }}{{ y }}]");
        FILES.put(
                "parts.html",
                "{% partialdef row inline %}row {{ x }}{% endpartialdef %};{% partial row %}");
        FILES.put("endless.html", "{% include 'endless.html' %}");

        assertThat(
                        html(
                                "{% extends 'middle.html' %}{% block a %}leaf+{{ block.super }}{% endblock %}ignored"))
                .isEqualTo("<leaf+middle+base|B>");
        assertThat(
                        html(
                                "{% include 'part.html' with y=2 %}{% include 'part.html' with y=3 only %}",
                                "x", 1))
                .isEqualTo("[12][3]");
        assertThat(html("{% include 'parts.html' %}", "x", 1)).isEqualTo("row 1;row 1");
        assertThat(
                        PROJECT.call(
                                () ->
                                        ENGINE.get("parts.html#row")
                                                .render(TemplateContext.of(Map.of("x", 5)))))
                .isEqualTo("row 5");
        assertThatThrownBy(() -> html("{% include 'endless.html' %}"))
                .isInstanceOf(TemplateError.class);
        assertThatThrownBy(() -> html("{% include '../secret.html' %}"))
                .hasMessageContaining("no template");
    }

    @Test
    void theOtherTagsDoAsInDjango() {
        assertThat(
                        html(
                                "{% with a=1 b=2 %}{{ a|add:b }}{% endwith %}{% firstof none x %}{% widthratio 5 10 100 %}{% verbatim %}{{ a }}{% endverbatim %}{% comment %}{% nonsense %}{% endcomment %}{# no #}{% templatetag openblock %}{% filter upper %}a{% endfilter %}{% sum 1 2 c=3 as n %}{{ n }}",
                                "x", "<"))
                .isEqualTo("3&lt;50{{ a }}{%A3");
        assertThat(
                        html(
                                "{% for x in l %}{% ifchanged x %}{{ x }}{% else %}-{% endifchanged %}{% endfor %}",
                                "l", List.of(1, 1, 2)))
                .isEqualTo("1-2");
        assertThat(
                        html(
                                "{% regroup l by name as groups %}{% for g in groups %}{{ g.grouper }}:{{ g.list|length }} {% endfor %}",
                                "l",
                                List.of(
                                        new Author("a", List.of()),
                                        new Author("a", List.of()),
                                        new Author("b", List.of()))))
                .isEqualTo("a:2 b:1 ");
        assertThat(html("{% spaceless %} <p> <b>x y</b> </p> {% endspaceless %}"))
                .isEqualTo("<p><b>x y</b></p>");
        assertThat(
                        html(
                                "{% now 'Y-m-d' %}|{% url 'library:index' %}|{% url 'library:nothing' as u %}{{ u }}|{% static 'a b.css' %}"))
                .isEqualTo("2026-11-22|/library/||/static/a%20b.css");
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = " = ",
            quoteCharacter = '~',
            value = {
                "'a b c d'|truncatewords:2 = a b …",
                "'abcdef'|truncatechars:4 = abc…",
                "'Fog & Tule!'|slugify = fog-tule",
                "1234567.5|intcomma = 1,234,567.5",
                "1200000|intword = 1.2 million",
                "3|ordinal = 3rd",
                "11|ordinal = 11th",
                "1536|filesizeformat = 1.5\u00A0KB",
                "1|pluralize:'y,ies' = y",
                "2|pluralize = s",
                "34.26|floatformat = 34.3",
                "34.00|floatformat = 34",
                "34.265|floatformat:2 = 34.27",
                "'a-b'|cut:'-' = ab",
                "'abc'|slice:':2' = ab",
                "'x'|yesno:'on,off' = on",
                "5|divisibleby:5 = true",
                "'hello world'|title = Hello World",
                "'a'|center:3 = ~ a ~",
                "12.5|stringformat:'.2f' = 12.50",
                "'b a'|wordcount = 2",
                "'<b>x</b>'|striptags = x",
                "'a b'|urlencode = a%20b",
                "4|apnumber = four",
                "'hi'|capfirst = Hi"
            })
    void filtersDoAsInDjango(String expression, String expected) {
        assertThat(html("{{ " + expression + " }}")).isEqualTo(expected);
    }

    @Test
    void datesAreWrittenByDjangosLetters() {
        LocalDateTime at = LocalDateTime.of(2026, 3, 1, 14, 5, 9);

        assertThat(
                        html(
                                "{{ d|date:'D d M Y, jS F y' }} {{ d|time:'H:i:s P g a' }} {{ d|date:'z W t L N' }} {{ d|date:'\\\\Y' }}",
                                "d",
                                at))
                .isEqualTo(
                        "Sun 01 Mar 2026, 1st March 26 14:05:09 2:05 p.m. 2 p.m. 60 9 31 False March Y");
        assertThat(
                        html(
                                "{{ d }} {{ t|date:'c U' }}",
                                "d",
                                LocalDate.of(2026, 9, 1),
                                "t",
                                Instant.EPOCH))
                .isEqualTo("Sept. 1, 2026 1970-01-01T00:00:00Z 0");
        assertThat(
                        html(
                                "{% timezone 'Europe/Berlin' %}{{ t|date:'H:i T' }}{% endtimezone %}{% language 'de' %} {{ t|date:'j. F Y' }}{% endlanguage %}",
                                "t", Instant.EPOCH))
                .isEqualTo("01:00 CET 1. Januar 1970");
    }

    @Test
    void timesAreSaidAsPeopleSayThem() {
        Instant now = Library.NOW;

        assertThat(
                        html(
                                        "{{ a|naturaltime }}, {{ b|naturaltime }}, {{ c|naturaltime }}, {{ d|naturalday }}, {{ e|timesince }}",
                                        "a",
                                        now.minusSeconds(1),
                                        "b",
                                        now.minusSeconds(7200),
                                        "c",
                                        now.plusSeconds(120),
                                        "d",
                                        LocalDate.of(2026, 11, 21),
                                        "e",
                                        now.minusSeconds(26 * 3600))
                                .replace('\u00A0', ' '))
                .isEqualTo(
                        "a second ago, 2 hours ago, 2 minutes from now, yesterday, 1 day, 2 hours");
    }

    @Test
    void textsAreTranslatedWithPluralsAndContext() {
        assertThat(
                        german(
                                "{% trans 'No book yet.' %} {% trans 'May' %} {% trans 'May' context 'month' %} {% trans 'Save' %}"))
                .isEqualTo("Noch kein Buch. Darf Mai Save");
        assertThat(
                        german(
                                "{% blocktranslate count n=l|length %}{{ n }} book{% plural %}{{ n }} books{% endblocktranslate %}"))
                .isEqualTo("2 Bücher");
        assertThat(
                        html(
                                "{% blocktrans with a=v %}Hi {{ a }}, 100%{% endblocktrans %}",
                                "v", "<b>%(a)s"))
                .isEqualTo("Hi &lt;b&gt;%(a)s, 100%");
    }

    private static String german(String template) {
        return PROJECT.call(
                () ->
                        dev.tule.mtv.Active.current()
                                .in(Locale.GERMAN)
                                .call(
                                        () ->
                                                ENGINE.compile("x.html", template)
                                                        .render(
                                                                TemplateContext.of(
                                                                        Map.of(
                                                                                "l",
                                                                                List.of(1, 2))))));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{% if x %}a | unclosed tag", "{% nonsense %} | no tag 'nonsense'",
                        "{{ x!nonsense }} | can't read",
                        "{% for x y %}{% endfor %} | for x in list",
                "{{ x. }} | no variable", "{{ 'abc }} | not closed",
                        "{% block a %}{% endblock %}{% block a %}{% endblock %} | two blocks",
                        "{% endif %} | no tag"
            })
    void mistakesAreReportedWithTheirLine(String template, String message) {
        assertThatThrownBy(() -> html("one\ntwo " + template))
                .isInstanceOf(TemplateError.class)
                .hasMessageContaining(message)
                .hasMessageStartingWith("page.html:2:");
    }

    @Test
    void anUnknownFilterIsNamed() {
        assertThatThrownBy(() -> html("{{ x|nonsense }}"))
                .hasMessageContaining("no filter 'nonsense'");
    }

    @Test
    void aTagThatIsNothingButItsMarksIsTextWithinVerbatim() {
        assertThat(html("{% verbatim %}{%}{% endverbatim %}")).isEqualTo("{%}");
    }

    @Test
    void randomTemplatesNeverFailButWithATemplateError() {
        long seed = Long.getLong("tule.seed", System.nanoTime());
        System.out.println("TemplateTest seed " + seed);
        java.util.random.RandomGenerator random = new java.util.Random(seed);
        String[] pieces = {
            "{%",
            "%}",
            "{{",
            "}}",
            " ",
            "if",
            "endif",
            "for",
            "x",
            "in",
            "endfor",
            "|",
            "'",
            "\"",
            "block",
            "endblock",
            "with",
            "=",
            "a",
            ":",
            "1",
            "extends",
            "{#",
            "#}",
            "\n",
            "verbatim",
            "date",
            "cycle",
            "as",
            "blocktrans",
            "plural",
            "(",
            ".",
            "-"
        };
        for (int i = 0; i < 20_000; i++) {
            StringBuilder template = new StringBuilder();
            for (int j = random.nextInt(20); j >= 0; j--) {
                template.append(pieces[random.nextInt(pieces.length)]);
            }
            List<Object> failures = new ArrayList<>();
            try {
                html(template.toString(), "x", List.of(1, 2), "a", new BigDecimal("1.5"));
            } catch (TemplateError | TemplateDoesNotExist expected) {
                failures.add(expected);
            }
            assertThat(failures.size()).isLessThan(2);
        }
    }
}
