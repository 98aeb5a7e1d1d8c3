package dev.tule.aws.frontdoor;

import dev.tule.aws.shape.Member;
import dev.tule.aws.shape.Shape;
import java.util.ArrayList;
import java.util.List;

/** Bodies that give the members of an operation values of every wrong sort. */
final class Misfits {
    private static final List<String> VALUES =
            List.of(
                    "null",
                    "true",
                    "5.7",
                    "-1",
                    "99999999999999999999",
                    "1e400",
                    "\"\"",
                    "\"x\"",
                    "[]",
                    "[null]",
                    "[[]]",
                    "[{}]",
                    "{}",
                    "{\"a\":null}",
                    "{\"a\":{}}",
                    "{\"a\":{\"S\":\"1\",\"N\":\"2\"}}",
                    "{\"a\":{\"ZZ\":1}}",
                    "{\"a\":[{\"b\":7}]}");
    private static final List<String> TEXTS =
            List.of("=", "=x", "=5.7", "=99999999999999999999", ".1=", ".member.1=", ".1.Key=a");

    private Misfits() {}

    /** JSON objects of one member each. */
    static List<String> of(Operation operation) {
        List<String> all = new ArrayList<>();
        for (Member member : Shape.of(operation.newRequest()).members()) {
            for (String value : VALUES) {
                all.add("{\"" + member.requestName() + "\":" + value + "}");
            }
        }
        return all;
    }

    /** Pieces of a form of one member each. */
    static List<String> forms(Operation operation) {
        List<String> all = new ArrayList<>();
        for (Member member : Shape.of(operation.newRequest()).members()) {
            for (String text : TEXTS) {
                all.add("&" + member.requestName() + text);
            }
        }
        return all;
    }
}
