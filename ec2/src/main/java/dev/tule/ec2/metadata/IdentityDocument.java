package dev.tule.ec2.metadata;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.Instance;

/** The instance identity document. Nobody signs it: there is no certificate that others know. */
final class IdentityDocument {
    private static final JsonFactory JSON = new JsonFactory();

    private IdentityDocument() {}

    static String of(Subject subject) {
        Instance instance = subject.instance();
        Map<String, @Nullable String> values = new TreeMap<>();
        values.put("accountId", subject.where().account());
        values.put("architecture", instance.architectureAsString());
        values.put("availabilityZone", instance.placement().availabilityZone());
        values.put("billingProducts", null);
        values.put("devpayProductCodes", null);
        values.put("marketplaceProductCodes", null);
        values.put("imageId", instance.imageId());
        values.put("instanceId", instance.instanceId());
        values.put("instanceType", instance.instanceTypeAsString());
        values.put("kernelId", null);
        values.put("pendingTime", instance.launchTime().toString());
        values.put("privateIp", instance.privateIpAddress());
        values.put("ramdiskId", null);
        values.put("region", subject.where().region());
        values.put("version", "2017-09-30");
        return json(values);
    }

    /** An object of texts and nulls, over several lines. */
    static String json(Map<String, @Nullable String> values) {
        StringWriter text = new StringWriter();
        try (JsonGenerator out = JSON.createGenerator(text).useDefaultPrettyPrinter()) {
            out.writeStartObject();
            for (Map.Entry<String, @Nullable String> value : values.entrySet()) {
                out.writeFieldName(value.getKey());
                out.writeString(value.getValue());
            }
            out.writeEndObject();
        } catch (IOException e) {
            throw new IllegalStateException("writing to a string does no I/O", e);
        }
        return text.toString();
    }
}
