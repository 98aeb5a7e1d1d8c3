package dev.tule.aws.protocol;

import dev.tule.aws.shape.Member;
import dev.tule.aws.shape.Shape;
import dev.tule.aws.shape.Text;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.traits.TimestampFormatTrait.Format;

/**
 * Writes one XML document: the bodies of restXml, and the answers of awsQuery and ec2Query. Not
 * thread-safe.
 */
final class XmlWriter {
    private static final String XSI = "http://www.w3.org/2001/XMLSchema-instance";

    private final StringBuilder out = new StringBuilder(512);
    private final boolean brief;

    XmlWriter() {
        this(false);
    }

    private XmlWriter(boolean brief) {
        this.brief = brief;
        out.append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    }

    /**
     * For awsQuery, whose timestamps have a fraction only where there is one: boto 2 reads those of
     * CloudWatch in no other way.
     */
    static XmlWriter ofQuery() {
        return new XmlWriter(true);
    }

    byte[] bytes() {
        return out.toString().getBytes(StandardCharsets.UTF_8);
    }

    XmlWriter open(String name) {
        out.append('<').append(name).append('>');
        return this;
    }

    /** The root of a namespace; of none where it is null. */
    XmlWriter open(String name, @Nullable String namespace) {
        if (namespace == null) {
            return open(name);
        }
        out.append('<').append(name).append(" xmlns=\"");
        escape(namespace);
        out.append("\">");
        return this;
    }

    XmlWriter close(String name) {
        out.append("</").append(name).append('>');
        return this;
    }

    XmlWriter element(String name, String text) {
        open(name);
        escape(text);
        return close(name);
    }

    XmlWriter text(String text) {
        escape(text);
        return this;
    }

    /** A structure's members that travel in the body. */
    XmlWriter members(SdkPojo structure, Shape shape) {
        for (Member member : shape.members()) {
            if (member.inBody() && !member.isAttribute()) {
                Object value = member.get(structure);
                if (value != null) {
                    named(member, member.responseName(), value);
                }
            }
        }
        return this;
    }

    private void named(Member member, String name, Object value) {
        switch (value) {
            case List<?> list -> list(member, name, list);
            case Map<?, ?> map -> map(member, name, map);
            case SdkPojo structure -> structure(member, name, structure);
            case Instant instant when brief && isWhole(member, instant) ->
                    element(name, instant.truncatedTo(ChronoUnit.SECONDS).toString());
            default -> element(name, Text.print(member, value, Format.ISO_8601));
        }
    }

    private static boolean isWhole(Member member, Instant instant) {
        Instant milliseconds = instant.truncatedTo(ChronoUnit.MILLIS);
        return milliseconds.equals(instant.truncatedTo(ChronoUnit.SECONDS))
                && member.timestampFormat(Format.ISO_8601) == Format.ISO_8601;
    }

    private void list(Member member, String name, List<?> list) {
        String elementName = member.elementName();
        if (member.isFlattened()) {
            for (Object element : list) {
                named(member.element(), elementName == null ? name : elementName, element);
            }
            return;
        }
        open(name);
        for (Object element : list) {
            named(member.element(), elementName == null ? "member" : elementName, element);
        }
        close(name);
    }

    private void map(Member member, String name, Map<?, ?> map) {
        String entryName = member.isFlattened() ? name : "entry";
        if (!member.isFlattened()) {
            open(name);
        }
        for (var entry : map.entrySet()) {
            open(entryName);
            element(member.keyName(), (String) entry.getKey());
            named(member.element(), member.valueName(), entry.getValue());
            close(entryName);
        }
        if (!member.isFlattened()) {
            close(name);
        }
    }

    private void structure(Member member, String name, SdkPojo structure) {
        Shape shape = member.shape();
        out.append('<').append(name);
        for (Member attribute : shape.members()) {
            Object value = attribute.isAttribute() ? attribute.get(structure) : null;
            if (value != null) {
                if (attribute.responseName().startsWith("xsi:")) {
                    out.append(" xmlns:xsi=\"").append(XSI).append('"');
                }
                out.append(' ').append(attribute.responseName()).append("=\"");
                escape(value.toString());
                out.append('"');
            }
        }
        out.append('>');
        members(structure, shape);
        close(name);
    }

    private void escape(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                case '\n', '\t' -> out.append(c);
                default -> {
                    // XML 1.0 has no name for most of these; S3 writes object keys so all the same.
                    if (c < ' ' || c == 0xfffe || c == 0xffff) {
                        out.append("&#x").append(Integer.toHexString(c)).append(';');
                    } else {
                        out.append(c);
                    }
                }
            }
        }
    }
}
