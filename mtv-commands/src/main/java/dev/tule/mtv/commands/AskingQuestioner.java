package dev.tule.mtv.commands;

import dev.tule.mtv.management.Console;
import dev.tule.mtv.models.migrations.Questioner;
import java.util.Optional;

/** Asks whoever typed the command. */
final class AskingQuestioner implements Questioner {
    private final Console console;

    AskingQuestioner(Console console) {
        this.console = console;
    }

    @Override
    public boolean wasFieldRenamed(String table, String from, String to) {
        return console.confirms("Was %s.%s renamed to %s?".formatted(table, from, to));
    }

    @Override
    public boolean wasModelRenamed(String from, String to) {
        return console.confirms("Was the table %s renamed to %s?".formatted(from, to));
    }

    @Override
    public Optional<Object> initialValue(String table, String column) {
        return console.ask(
                        "%s.%s can't be null and has no default. What do rows hold that are there (empty to give up)? "
                                .formatted(table, column))
                .map(String::strip)
                .filter(text -> !text.isEmpty())
                .map(AskingQuestioner::value);
    }

    private static Object value(String text) {
        if (text.matches("-?[0-9]{1,18}")) {
            return Long.parseLong(text);
        }
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> text;
        };
    }
}
