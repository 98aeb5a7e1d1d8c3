package dev.tule.mtv.syndication;

import dev.tule.mtv.template.Escaper;

/** Writes elements. Characters that XML 1.0 can't hold are left out. */
final class Xml {
    private final StringBuilder out =
            new StringBuilder("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n");

    Xml open(String tag) {
        out.append('<').append(tag).append('>');
        return this;
    }

    Xml close(String name) {
        out.append("</").append(name).append(">\n");
        return this;
    }

    /** An element with text; nothing where the text is empty. */
    Xml element(String name, String text) {
        return text.isEmpty() ? this : open(name).text(text).close(name);
    }

    /** An element of attributes alone: names and values in turn. */
    Xml empty(String name, String... attributes) {
        out.append('<').append(name);
        for (int i = 0; i < attributes.length; i += 2) {
            out.append(' ').append(attributes[i]).append("=\"");
            text(attributes[i + 1]);
            out.append('"');
        }
        out.append("/>\n");
        return this;
    }

    Xml text(String text) {
        StringBuilder kept = new StringBuilder(text.length());
        text.codePoints().filter(Xml::isPossible).forEach(kept::appendCodePoint);
        out.append(Escaper.HTML.escape(kept.toString()));
        return this;
    }

    private static boolean isPossible(int c) {
        return c == '\t'
                || c == '\n'
                || c == '\r'
                || (c >= ' ' && c < 0xD800)
                || (c > 0xDFFF && c != 0xFFFE && c != 0xFFFF);
    }

    @Override
    public String toString() {
        return out.toString();
    }
}
