package dev.tule.aws.protocol;

import dev.tule.aws.routing.Parameters;
import dev.tule.aws.shape.MalformedRequest;
import dev.tule.aws.shape.Member;
import dev.tule.aws.shape.Shape;
import dev.tule.aws.shape.Text;
import dev.tule.http.Headers;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.SdkResponse;
import software.amazon.awssdk.core.traits.TimestampFormatTrait.Format;

/**
 * The members of REST operations that travel outside the body: labels, query parameters, header
 * fields and the status (Smithy 2.0, "HTTP binding traits").
 */
final class HttpBindings {
    private HttpBindings() {}

    static void read(WireRequest request, SdkPojo builder) {
        for (Member member : Shape.of(builder).members()) {
            switch (member.location()) {
                case PATH, GREEDY_PATH -> label(request.labels(), member, builder);
                case QUERY_PARAM -> query(request.parameters(), member, builder);
                case HEADER -> header(request.headers(), member, builder);
                case PAYLOAD, STATUS_CODE -> {}
            }
        }
    }

    private static void label(Map<String, String> labels, Member member, SdkPojo builder) {
        String label = labels.get(member.requestName());
        if (label != null) {
            member.set(builder, Text.parse(member, label, Format.ISO_8601));
        }
    }

    private static void query(Parameters parameters, Member member, SdkPojo builder) {
        if (member.type() == Member.Type.MAP) {
            Map<String, Object> all = new LinkedHashMap<>();
            boolean lists = member.element().type() == Member.Type.LIST;
            for (String name : parameters.names()) {
                List<String> values = parameters.all(name);
                all.put(name, lists ? values : values.getFirst());
            }
            member.set(builder, all);
            return;
        }
        List<String> values = parameters.all(member.requestName());
        if (values.isEmpty()) {
            return;
        }
        if (member.type() == Member.Type.LIST) {
            List<Object> list = new ArrayList<>();
            for (String value : values) {
                list.add(Text.parse(member.element(), value, Format.ISO_8601));
            }
            member.set(builder, list);
        } else if (!values.getFirst().isEmpty() || member.type() == Member.Type.STRING) {
            member.set(builder, Text.parse(member, values.getFirst(), Format.ISO_8601));
        }
    }

    private static void header(Headers headers, Member member, SdkPojo builder) {
        if (member.type() == Member.Type.MAP) {
            prefixed(headers, member, builder);
            return;
        }
        List<String> lines = headers.all(member.requestName());
        if (lines.isEmpty()) {
            return;
        }
        String value = lines.size() == 1 ? lines.getFirst() : String.join(",", lines);
        if (value.isEmpty() && member.type() != Member.Type.STRING) {
            return;
        }
        if (member.type() == Member.Type.LIST) {
            List<Object> list = new ArrayList<>();
            for (String part : value.split(",", -1)) {
                list.add(Text.parse(member.element(), part.strip(), Format.RFC_822));
            }
            member.set(builder, list);
            return;
        }
        boolean httpDate =
                member.type() == Member.Type.TIMESTAMP
                        && member.timestampFormat(Format.RFC_822) == Format.RFC_822;
        try {
            member.set(builder, Text.parse(member, value, Format.RFC_822));
        } catch (MalformedRequest e) {
            // RFC 9110 section 13.1.3: a condition whose date is none is to be ignored; S3 does.
            if (!httpDate) {
                throw e;
            }
        }
    }

    /** Every field that begins with the member's name, such as S3's {@code x-amz-meta-}. */
    private static void prefixed(Headers headers, Member member, SdkPojo builder) {
        String prefix = member.requestName();
        Map<String, String> found = new LinkedHashMap<>();
        for (Headers.Field field : headers.fields()) {
            if (field.name().regionMatches(true, 0, prefix, 0, prefix.length())) {
                String name = field.name().substring(prefix.length()).toLowerCase(Locale.ROOT);
                found.merge(name, field.value(), (first, more) -> first + "," + more);
            }
        }
        if (!found.isEmpty()) {
            member.set(builder, found);
        }
    }

    /** Writes header fields, and returns the status. */
    static int write(SdkPojo response, Headers.Builder headers) {
        int status = usualStatus(response);
        for (Member member : Shape.of(response).members()) {
            switch (member.location()) {
                case STATUS_CODE ->
                        status = (Integer) Objects.requireNonNullElse(member.get(response), status);
                case HEADER -> {
                    Object value = member.get(response);
                    if (value != null) {
                        header(member, value, headers);
                    }
                }
                case PAYLOAD, QUERY_PARAM, PATH, GREEDY_PATH -> {}
            }
        }
        return status;
    }

    /**
     * The status that the service gave its response, such as 204 or 206; 200 where it gave none.
     */
    private static int usualStatus(SdkPojo response) {
        return response instanceof SdkResponse answered && answered.sdkHttpResponse() != null
                ? answered.sdkHttpResponse().statusCode()
                : 200;
    }

    private static void header(Member member, Object value, Headers.Builder headers) {
        String name = member.responseName();
        switch (value) {
            case Map<?, ?> map -> map.forEach((key, v) -> headers.add(name + key, v.toString()));
            case List<?> list ->
                    headers.set(
                            name,
                            list.stream()
                                    .map(v -> Text.print(member.element(), v, Format.RFC_822))
                                    .collect(Collectors.joining(",")));
            default -> headers.set(name, Text.print(member, value, Format.RFC_822));
        }
    }
}
