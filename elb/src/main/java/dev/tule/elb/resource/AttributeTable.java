package dev.tule.elb.resource;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The attributes of one kind of thing: their defaults, and what each may be (API Reference,
 * "LoadBalancerAttribute", "TargetGroupAttribute"). Immutable.
 */
public final class AttributeTable {
    private final Map<String, Known> known;

    private record Known(String usual, Pattern allowed, boolean works) {}

    private AttributeTable(Map<String, Known> known) {
        this.known = known;
    }

    /** All attributes, with the defaults where nothing was set. */
    public Map<String, String> with(Map<String, String> set) {
        Map<String, String> all = new LinkedHashMap<>();
        known.forEach((key, attribute) -> all.put(key, attribute.usual));
        all.putAll(set);
        return all;
    }

    /** Refuses what there is not, and what would have no effect here. */
    public void check(String key, String value) {
        Known attribute = known.get(key);
        if (attribute == null) {
            throw Faults.invalid("Attribute key '" + key + "' is not recognized");
        }
        if (!attribute.allowed.matcher(value).matches()) {
            throw Faults.invalid("The attribute '%s' has an invalid value".formatted(key));
        }
        if (!attribute.works && !value.equals(attribute.usual)) {
            throw Faults.notImplemented("The attribute " + key);
        }
    }

    public static Builder builder() {
        return new Builder();
    }

    /** Collects attributes. */
    public static final class Builder {
        private final Map<String, Known> known = new LinkedHashMap<>();

        private Builder() {}

        /** One that has its effect. */
        public Builder add(String key, String usual, String allowed) {
            known.put(key, new Known(usual, Pattern.compile(allowed), true));
            return this;
        }

        /** One that can only be what it is. */
        public Builder fixed(String key, String usual) {
            known.put(key, new Known(usual, Pattern.compile("(?s).*"), false));
            return this;
        }

        public AttributeTable build() {
            return new AttributeTable(Map.copyOf(known));
        }
    }
}
