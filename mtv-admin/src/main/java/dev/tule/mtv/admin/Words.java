package dev.tule.mtv.admin;

import dev.tule.mtv.models.Model;
import dev.tule.mtv.models.meta.ModelMeta;
import java.util.Locale;

/** How names are told to people. */
final class Words {

    private Words() {}

    /**
     * {@code pagesRead} and {@code author__name} are {@code Pages read} and {@code Author name}.
     */
    static String label(String name) {
        String spaced = name.replace("__", " ").replaceAll("(?<=[a-z0-9])(?=[A-Z])", " ");
        return capital(spaced.replace('_', ' ').toLowerCase(Locale.ROOT));
    }

    /**
     * What an object calls itself. Its own method sees only what is loaded, so it is loaded first.
     */
    static String name(Model object) {
        ModelMeta.of(object.getClass()).concreteFields().stream()
                .filter(field -> !field.id())
                .findFirst()
                .ifPresent(field -> object.get(field.name()));
        return object.toString();
    }

    static String capital(String text) {
        return text.isEmpty() ? text : Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }

    /** {@code 1 book}, {@code 2 books}. */
    static String count(long number, String one, String many) {
        return number + " " + (number == 1 ? one : many);
    }

    /** At most so many characters. */
    static String cut(String text, int most) {
        return text.length() <= most ? text : text.substring(0, most - 1) + "…";
    }
}
