package dev.tule.aws.protocol;

import dev.tule.aws.shape.MalformedRequest;
import dev.tule.aws.shape.Member;
import dev.tule.aws.shape.Shape;
import dev.tule.aws.shape.Text;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.traits.TimestampFormatTrait.Format;

/** Reads structures from the request forms of awsQuery and ec2Query. Immutable. */
final class FormReader {
    private final boolean ec2;

    private FormReader(boolean ec2) {
        this.ec2 = ec2;
    }

    /** Lists as {@code Name.member.N}, maps as {@code Name.entry.N.key}. */
    static FormReader awsQuery() {
        return new FormReader(false);
    }

    /** Lists always as {@code Name.N}. */
    static FormReader ec2Query() {
        return new FormReader(true);
    }

    void read(FormNode form, SdkPojo builder, Shape shape) {
        for (Member member : shape.members()) {
            FormNode node = form.child(member.requestName());
            Object value = node == null ? null : value(node, member);
            if (value != null) {
                member.set(builder, value);
            }
        }
    }

    private @Nullable Object value(FormNode node, Member member) {
        return switch (member.type()) {
            case STRUCTURE -> structure(node, member);
            case LIST -> list(node, member);
            case MAP -> map(node, member);
            case DOCUMENT -> throw MalformedRequest.type("a form holds no document");
            case STRING -> text(node);
            default -> {
                String text = text(node);
                yield text == null || text.isEmpty()
                        ? null
                        : Text.parse(member, text, Format.ISO_8601);
            }
        };
    }

    /** Old clients number what was a list of one once: boto 2's {@code InstanceId.1}. */
    private @Nullable String text(FormNode node) {
        String own = node.value();
        FormNode only = ec2 && own == null ? node.child("1") : null;
        return only == null ? own : only.value();
    }

    private @Nullable Object structure(FormNode node, Member member) {
        if (!node.hasChildren()) {
            return null;
        }
        SdkPojo builder = member.newBuilder();
        read(node, builder, member.shape());
        SdkPojo structure = Shape.build(builder);
        if (member.shape().isUnion()) {
            Unions.requireOne(structure, member.shape());
        }
        return structure;
    }

    private List<Object> list(FormNode node, Member member) {
        List<Object> list = new ArrayList<>();
        for (FormNode item : items(node, member).items()) {
            Object value = value(item, member.element());
            if (value == null) {
                throw MalformedRequest.type(
                        "an element of " + member.requestName() + " has no value");
            }
            list.add(value);
        }
        return list;
    }

    /** Real services take {@code .member.N} as well as the list's own name for its elements. */
    private FormNode items(FormNode node, Member member) {
        if (ec2) {
            return node;
        }
        String elementName = member.elementName();
        FormNode own = elementName == null ? null : node.child(elementName);
        FormNode usual = own == null ? node.child("member") : own;
        // "List=" is an empty list.
        return usual == null ? node : usual;
    }

    private Map<String, Object> map(FormNode node, Member member) {
        FormNode entries = node.child("entry");
        Map<String, Object> map = new LinkedHashMap<>();
        for (FormNode entry : (entries == null ? node : entries).items()) {
            FormNode key = entry.child(member.keyName());
            FormNode valueNode = entry.child(member.valueName());
            String name = key == null ? null : key.value();
            Object value = valueNode == null ? null : value(valueNode, member.element());
            if (name == null || value == null) {
                throw MalformedRequest.type(
                        "an entry of " + member.requestName() + " lacks its key or value");
            }
            map.put(name, value);
        }
        return map;
    }
}
