package dev.tule.aws.protocol;

import dev.tule.aws.shape.MalformedRequest;
import dev.tule.aws.shape.Member;
import dev.tule.aws.shape.Shape;
import dev.tule.aws.shape.Text;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.traits.TimestampFormatTrait.Format;

/**
 * Reads structures from XML. A document type is refused, nothing outside the document is fetched,
 * and elements nest no deeper than they may. Elements that aren't known are skipped, as AWS does.
 * Namespaces aren't looked at: clients send right, wrong and none. Safe for use by many threads.
 */
final class XmlReader {
    private static final String XSI = "http://www.w3.org/2001/XMLSchema-instance";

    /** Set up once, then only read: the JDK's makes each reader its own copy of the properties. */
    private final XMLInputFactory factory = factory();

    private final int maxDepth;

    XmlReader(int maxDepth) {
        this.maxDepth = maxDepth;
    }

    private static XMLInputFactory factory() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        factory.setXMLResolver(
                (_, _, _, _) -> {
                    throw new XMLStreamException("nothing outside the document is read");
                });
        return factory;
    }

    /** Reads a document whose root element stands for the builder, whatever the root is called. */
    void read(byte[] body, SdkPojo builder) {
        try {
            XMLStreamReader xml = factory.createXMLStreamReader(new StringReader(text(body)));
            try {
                xml.nextTag();
                structure(xml, builder, Shape.of(builder), 1);
                while (xml.hasNext()) {
                    xml.next();
                }
            } finally {
                xml.close();
            }
        } catch (XMLStreamException | CharacterCodingException e) {
            throw MalformedRequest.syntax(
                    "The XML you provided was not well-formed or did not validate against our"
                            + " published schema");
        }
    }

    /**
     * AWS's XML is UTF-8, whatever a document declares. The JDK would print about bytes that
     * aren't.
     */
    private static String text(byte[] body) throws CharacterCodingException {
        String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
        return text.startsWith("\ufeff") ? text.substring(1) : text;
    }

    private void structure(XMLStreamReader xml, SdkPojo builder, Shape shape, int depth)
            throws XMLStreamException {
        if (depth > maxDepth) {
            throw MalformedRequest.syntax("The XML nests too deep");
        }
        attributes(xml, builder, shape);
        Map<Member, List<Object>> lists = new HashMap<>(0);
        Map<Member, Map<String, Object>> maps = new HashMap<>(0);
        while (xml.nextTag() == XMLStreamConstants.START_ELEMENT) {
            Member member = shape.byRequestName(xml.getLocalName());
            if (member == null || !member.inBody() || member.isAttribute()) {
                skip(xml, depth);
            } else if (!member.isFlattened()) {
                member.set(builder, value(xml, member, depth + 1));
            } else if (member.type() == Member.Type.LIST) {
                lists.computeIfAbsent(member, _ -> new ArrayList<>())
                        .add(value(xml, member.element(), depth + 1));
            } else {
                entry(xml, member, depth, maps.computeIfAbsent(member, _ -> new LinkedHashMap<>()));
            }
        }
        lists.forEach((member, list) -> member.set(builder, list));
        maps.forEach((member, map) -> member.set(builder, map));
    }

    private static void attributes(XMLStreamReader xml, SdkPojo builder, Shape shape) {
        for (int i = 0; i < xml.getAttributeCount(); i++) {
            String local = xml.getAttributeLocalName(i);
            boolean schema = XSI.equals(xml.getAttributeNamespace(i));
            Member member = shape.byRequestName(schema ? "xsi:" + local : local);
            if (member != null && member.isAttribute()) {
                member.set(builder, Text.parse(member, xml.getAttributeValue(i), Format.ISO_8601));
            }
        }
    }

    private Object value(XMLStreamReader xml, Member member, int depth) throws XMLStreamException {
        return switch (member.type()) {
            case STRUCTURE -> {
                SdkPojo builder = member.newBuilder();
                structure(xml, builder, member.shape(), depth);
                SdkPojo structure = Shape.build(builder);
                if (member.shape().isUnion()) {
                    Unions.requireOne(structure, member.shape());
                }
                yield structure;
            }
            case LIST -> {
                List<Object> list = new ArrayList<>();
                while (xml.nextTag() == XMLStreamConstants.START_ELEMENT) {
                    list.add(value(xml, member.element(), depth + 1));
                }
                yield list;
            }
            case MAP -> {
                Map<String, Object> map = new LinkedHashMap<>();
                while (xml.nextTag() == XMLStreamConstants.START_ELEMENT) {
                    entry(xml, member, depth, map);
                }
                yield map;
            }
            default -> Text.parse(member, xml.getElementText(), Format.ISO_8601);
        };
    }

    private void entry(XMLStreamReader xml, Member member, int depth, Map<String, Object> into)
            throws XMLStreamException {
        String key = null;
        Object value = null;
        while (xml.nextTag() == XMLStreamConstants.START_ELEMENT) {
            if (xml.getLocalName().equals(member.keyName())) {
                key = xml.getElementText();
            } else if (xml.getLocalName().equals(member.valueName())) {
                value = value(xml, member.element(), depth + 2);
            } else {
                skip(xml, depth);
            }
        }
        if (key == null || value == null) {
            throw MalformedRequest.syntax("An entry lacks its key or value");
        }
        into.put(key, value);
    }

    private void skip(XMLStreamReader xml, int depth) throws XMLStreamException {
        int open = 1;
        while (open > 0) {
            switch (xml.next()) {
                case XMLStreamConstants.START_ELEMENT -> open++;
                case XMLStreamConstants.END_ELEMENT -> open--;
                default -> {}
            }
            if (depth + open > maxDepth) {
                throw MalformedRequest.syntax("The XML nests too deep");
            }
        }
    }
}
