package dev.tule.s3.object;

import java.util.HashMap;
import java.util.Map;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;

/** Copies between SDK classes that have the same members but no common type. */
final class Members {
    private Members() {}

    /** Sets every member of a builder that the source has under the same name. */
    static <B extends SdkPojo> B copy(SdkPojo source, B builder) {
        Map<String, SdkField<?>> fields = HashMap.newHashMap(source.sdkFields().size());
        source.sdkFields().forEach(field -> fields.put(field.memberName(), field));
        for (SdkField<?> field : builder.sdkFields()) {
            SdkField<?> same = fields.get(field.memberName());
            Object value = same == null ? null : same.getValueOrDefault(source);
            if (value != null) {
                field.set(builder, value);
            }
        }
        return builder;
    }
}
