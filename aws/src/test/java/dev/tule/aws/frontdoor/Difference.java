package dev.tule.aws.frontdoor;

import dev.tule.aws.shape.Member;
import dev.tule.aws.shape.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkPojo;

/** Where two structures of a class differ, in words. */
final class Difference {
    private Difference() {}

    static List<String> between(SdkPojo sent, SdkPojo received) {
        List<String> found = new ArrayList<>();
        structures(sent, received, "", found);
        return found;
    }

    private static void structures(
            SdkPojo sent, SdkPojo received, String path, List<String> found) {
        for (Member member : Shape.of(sent).members()) {
            Object was = member.get(sent);
            Object is = member.get(received);
            if (!Objects.equals(was, is)) {
                values(was, is, path + "." + member.name(), found);
            }
        }
    }

    private static void values(
            @Nullable Object was, @Nullable Object is, String path, List<String> found) {
        if (was instanceof SdkPojo sent && is instanceof SdkPojo received) {
            structures(sent, received, path, found);
        } else if (was instanceof List<?> sent
                && is instanceof List<?> received
                && sent.size() == received.size()) {
            for (int i = 0; i < sent.size(); i++) {
                if (!Objects.equals(sent.get(i), received.get(i))) {
                    values(sent.get(i), received.get(i), path + "[" + i + "]", found);
                }
            }
        } else {
            found.add(path + ": " + shorten(was) + " -> " + shorten(is));
        }
    }

    private static String shorten(@Nullable Object value) {
        String text = String.valueOf(value);
        return text.length() > 60 ? text.substring(0, 60) + "..." : text;
    }
}
