package dev.tule.iam;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * An instance profile as it is kept: what hands a role to instances.
 *
 * @param path begins and ends with a slash
 * @param id the unique id, {@code AIPA...}
 * @param roleId of the role within; empty for none
 */
record InstanceProfileRow(
        String account,
        String name,
        String path,
        String id,
        Instant created,
        String roleId,
        Map<String, String> tags) {
    private static final int FORM = 1;

    String arn() {
        return "arn:aws:iam::" + account + ":instance-profile" + path + name;
    }

    InstanceProfileRow withRole(String changed) {
        return new InstanceProfileRow(account, name, path, id, created, changed, tags);
    }

    InstanceProfileRow withTags(Map<String, String> changed) {
        return new InstanceProfileRow(account, name, path, id, created, roleId, changed);
    }

    byte[] pack() {
        List<Object> fields =
                new ArrayList<>(
                        List.of(FORM, account, name, path, id, created.getEpochSecond(), roleId));
        Rows.addPairs(tags, fields);
        return Fields.pack(fields.toArray());
    }

    static InstanceProfileRow of(byte[] value) {
        Fields fields = Fields.of(value, FORM);
        return new InstanceProfileRow(
                fields.text(),
                fields.text(),
                fields.text(),
                fields.text(),
                fields.instant(),
                fields.text(),
                fields.pairs());
    }
}
