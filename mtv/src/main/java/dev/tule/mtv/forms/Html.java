package dev.tule.mtv.forms;

import dev.tule.mtv.template.SafeString;
import java.util.List;
import java.util.Map;

/** The markup of forms. */
final class Html {

    private Html() {}

    static String escaped(String text) {
        return SafeString.format("{}", text).text();
    }

    /** Attributes with a space before each; an empty value stands for the name alone. */
    static String attributes(Map<String, String> attributes) {
        StringBuilder out = new StringBuilder();
        attributes.forEach(
                (name, value) -> {
                    out.append(' ').append(name);
                    if (!value.isEmpty()) {
                        out.append("=\"").append(escaped(value)).append('"');
                    }
                });
        return out.toString();
    }

    /** Errors as a list; nothing where there are none. */
    static String errorList(String id, List<String> errors) {
        if (errors.isEmpty()) {
            return "";
        }
        StringBuilder out = new StringBuilder("<ul class=\"errorlist\"");
        out.append(id.isEmpty() ? " role=\"alert\"" : " id=\"" + escaped(id) + "\"").append('>');
        errors.forEach(error -> out.append("<li>").append(escaped(error)).append("</li>"));
        return out.append("</ul>\n").toString();
    }
}
