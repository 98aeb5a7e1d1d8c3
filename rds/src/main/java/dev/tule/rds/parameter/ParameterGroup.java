package dev.tule.rds.parameter;

import dev.tule.aws.stored.Form;
import dev.tule.store.Key;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.services.rds.model.ApplyMethod;
import software.amazon.awssdk.services.rds.model.DBParameterGroup;

/**
 * A parameter group with what its owner has set.
 *
 * @param settings by parameter name, in order
 */
public record ParameterGroup(DBParameterGroup description, Map<String, Setting> settings) {
    static final Form<ParameterGroup> FORM = new GroupForm();

    public ParameterGroup {
        settings = new TreeMap<>(settings);
    }

    /** A value and when it takes effect. */
    public record Setting(String value, ApplyMethod method) {}

    public String name() {
        return description.dbParameterGroupName();
    }

    public String family() {
        return description.dbParameterGroupFamily();
    }

    /** Values by parameter name, as the server is given them. */
    public Map<String, String> values() {
        Map<String, String> values = new TreeMap<>();
        settings.forEach((name, setting) -> values.put(name, setting.value()));
        return values;
    }

    /** A tuple: description, then name, value and method of each setting. */
    private static final class GroupForm implements Form<ParameterGroup> {
        private static final Form<DBParameterGroup> DESCRIPTION =
                Form.ofSdk(DBParameterGroup.class, DBParameterGroup::builder);

        @Override
        public byte[] write(ParameterGroup group) {
            List<Object> fields = new ArrayList<>();
            fields.add(DESCRIPTION.write(group.description));
            group.settings.forEach(
                    (name, setting) -> {
                        fields.add(name);
                        fields.add(setting.value());
                        fields.add(setting.method().toString());
                    });
            return Key.of(fields.toArray()).toBytes();
        }

        @Override
        public ParameterGroup read(byte[] row) {
            List<Object> fields = Key.ofBytes(row).elements();
            Map<String, Setting> settings = new TreeMap<>();
            for (int i = 1; i < fields.size(); i += 3) {
                ApplyMethod method = ApplyMethod.fromValue((String) fields.get(i + 2));
                settings.put(
                        (String) fields.get(i), new Setting((String) fields.get(i + 1), method));
            }
            return new ParameterGroup(DESCRIPTION.read((byte[]) fields.getFirst()), settings);
        }
    }
}
