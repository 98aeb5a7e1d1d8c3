package dev.tule.aws.shape;

import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallLocation;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.core.traits.MapTrait;
import software.amazon.awssdk.core.traits.PayloadTrait;
import software.amazon.awssdk.core.traits.RequiredTrait;
import software.amazon.awssdk.core.traits.TimestampFormatTrait;
import software.amazon.awssdk.core.traits.XmlAttributeTrait;

/**
 * A member of a structure, or the element of a list or map: the plan by which codecs read and write
 * it. Immutable but for its own structure's shape, which is looked up at first use.
 */
public final class Member {

    /** What a member holds. */
    public enum Type {
        STRING("a string"),
        INTEGER("an integer"),
        LONG("a long"),
        SHORT("a short"),
        BYTE("a byte"),
        FLOAT("a float"),
        DOUBLE("a double"),
        BIG_DECIMAL("a number"),
        BOOLEAN("a boolean"),
        BYTES("base64"),
        TIMESTAMP("a timestamp"),
        STRUCTURE("a structure"),
        LIST("a list"),
        MAP("a map"),
        DOCUMENT("a document");

        private final String description;

        Type(String description) {
            this.description = description;
        }

        /** With its article, for a sentence. */
        public String description() {
            return description;
        }
    }

    private final SdkField<?> field;
    private final Type type;
    private final MarshallLocation location;
    private final boolean payload;
    private final boolean attribute;
    private final boolean required;
    private final boolean flattened;
    private final @Nullable Member element;
    private final @Nullable String elementName;
    private final @Nullable String keyName;
    private final @Nullable String valueName;
    private final TimestampFormatTrait.@Nullable Format timestampFormat;
    private final @Nullable Supplier<SdkPojo> builder;
    private volatile @Nullable Shape shape;

    Member(SdkField<?> field) {
        this.field = field;
        this.type = typeOf(field);
        this.location = field.location();
        this.payload = field.containsTrait(PayloadTrait.class);
        this.attribute = field.containsTrait(XmlAttributeTrait.class);
        this.required = field.containsTrait(RequiredTrait.class);
        this.builder = field.constructor();
        this.timestampFormat =
                field.getOptionalTrait(TimestampFormatTrait.class)
                        .map(TimestampFormatTrait::format)
                        .orElse(null);
        @Nullable ListTrait list = field.getTrait(ListTrait.class);
        @Nullable MapTrait map = field.getTrait(MapTrait.class);
        if (list != null) {
            this.flattened = list.isFlattened();
            this.element = new Member(list.memberFieldInfo());
        } else if (map != null) {
            this.flattened = map.isFlattened();
            this.element = new Member(map.valueFieldInfo());
        } else {
            this.flattened = false;
            this.element = null;
        }
        this.elementName = list == null ? null : list.memberLocationName();
        this.keyName = map == null ? null : map.keyLocationName();
        this.valueName = map == null ? null : map.valueLocationName();
    }

    private static Type typeOf(SdkField<?> field) {
        return switch (field.marshallingType().getKnownType()) {
            case STRING -> Type.STRING;
            case INTEGER -> Type.INTEGER;
            case LONG -> Type.LONG;
            case SHORT -> Type.SHORT;
            case BYTE -> Type.BYTE;
            case FLOAT -> Type.FLOAT;
            case DOUBLE -> Type.DOUBLE;
            case BIG_DECIMAL -> Type.BIG_DECIMAL;
            case BOOLEAN -> Type.BOOLEAN;
            case SDK_BYTES -> Type.BYTES;
            case INSTANT -> Type.TIMESTAMP;
            case SDK_POJO -> Type.STRUCTURE;
            case LIST -> Type.LIST;
            case MAP -> Type.MAP;
            case DOCUMENT -> Type.DOCUMENT;
            case NULL -> throw new IllegalStateException("a member of no type");
        };
    }

    /**
     * The name in the service's model, or what the SDK made of it; never on the wire. Elements of
     * lists and maps have none of their own.
     */
    public String name() {
        return Objects.requireNonNullElse(field.memberName(), "member");
    }

    /** The name in requests. */
    public String requestName() {
        return field.locationName();
    }

    /** The name in responses, which differs from that in requests only in EC2. */
    public String responseName() {
        return field.unmarshallLocationName();
    }

    public Type type() {
        return type;
    }

    /** Where it travels: in the body, or in which part of the HTTP message. */
    public MarshallLocation location() {
        return location;
    }

    /** Whether it travels in the body, as one member of several or as all of it. */
    public boolean inBody() {
        return location == MarshallLocation.PAYLOAD;
    }

    /** Whether it alone is the body. */
    public boolean isPayload() {
        return payload;
    }

    /** Whether it is an attribute of its structure's XML element. */
    public boolean isAttribute() {
        return attribute;
    }

    /** Whether the SDK knows it as required, which it does only in S3. */
    public boolean isRequired() {
        return required;
    }

    /** Of a list or map: whether it has no element of its own around its elements. */
    public boolean isFlattened() {
        return flattened;
    }

    /** Of a list, its elements; of a map, its values. */
    public Member element() {
        return Objects.requireNonNull(element, "neither list nor map");
    }

    /** Of a list: what its elements are called; null for the protocol's usual name. */
    public @Nullable String elementName() {
        return elementName;
    }

    /** Of a map: what its keys are called. */
    public String keyName() {
        return keyName == null ? "key" : keyName;
    }

    /** Of a map: what its values are called. */
    public String valueName() {
        return valueName == null ? "value" : valueName;
    }

    /** The member's own timestamp format, else the given one. */
    public TimestampFormatTrait.Format timestampFormat(TimestampFormatTrait.Format usual) {
        return timestampFormat == null ? usual : timestampFormat;
    }

    /** Of a structure: a new builder. */
    public SdkPojo newBuilder() {
        return Objects.requireNonNull(builder, "not a structure").get();
    }

    /** Of a structure: its shape. */
    public Shape shape() {
        Shape known = shape;
        if (known == null) {
            known = Shape.of(newBuilder());
            shape = known;
        }
        return known;
    }

    /** The value in a structure; null where it is absent. */
    public @Nullable Object get(SdkPojo structure) {
        Object value = field.getValueOrDefault(structure);
        return Shape.isAbsent(value) ? null : value;
    }

    /** Sets the value in a structure's builder. */
    public void set(SdkPojo builderOfStructure, Object value) {
        field.set(builderOfStructure, value);
    }

    @Override
    public String toString() {
        return name() + " (" + type.description() + ")";
    }
}
