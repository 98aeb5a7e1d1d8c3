package dev.tule.store;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Who has its turn in which shard, and who is held back. Confined to the committer's thread. */
final class Turns {
    private final Map<Shard, Line> lines = new HashMap<>();
    private final Deque<Commit> released = new ArrayDeque<>();
    private final LongSupplier nanoTime;
    private final Duration time;

    private static final class Line {
        final Deque<Turn> waiting = new ArrayDeque<>();
        final Deque<Commit> heldBack = new ArrayDeque<>();
        @Nullable Turn active;
        long givenAtNanos;
    }

    /**
     * @param time how long a turn lasts at most
     */
    Turns(LongSupplier nanoTime, Duration time) {
        this.nanoTime = nanoTime;
        this.time = time;
    }

    void ask(Turn turn) {
        lines.computeIfAbsent(turn.shard, _ -> new Line()).waiting.add(turn);
    }

    /** Keeps a commit back when it is another's turn; says whether. */
    boolean holdsBack(Commit commit) {
        Line line = lines.get(commit.shard);
        if (line == null || line.active == null || line.active == commit.turn) {
            return false;
        }
        line.heldBack.add(commit);
        return true;
    }

    /** Ends a turn; those held back for it are released. Says whether it was on until now. */
    boolean end(Turn turn) {
        Line line = lines.get(turn.shard);
        if (line == null) {
            return false;
        }
        if (line.active != turn) {
            line.waiting.remove(turn);
            return false;
        }
        end(line);
        return true;
    }

    private void end(Line line) {
        line.active = null;
        released.addAll(line.heldBack);
        line.heldBack.clear();
    }

    /** Ends the turns whose time is over. */
    void expire() {
        long now = nanoTime.getAsLong();
        for (Line line : lines.values()) {
            if (line.active != null && now - line.givenAtNanos > time.toNanos()) {
                end(line);
            }
        }
    }

    /**
     * Gives the next turn in each shard where nobody has one; but those held back for the last one
     * go first.
     */
    void giveNext() {
        if (!released.isEmpty()) {
            return;
        }
        Iterator<Line> all = lines.values().iterator();
        while (all.hasNext()) {
            Line line = all.next();
            if (line.active != null) {
                continue;
            }
            line.active = line.waiting.poll();
            if (line.active == null) {
                all.remove();
            } else {
                line.givenAtNanos = nanoTime.getAsLong();
                line.active.give();
            }
        }
    }

    boolean areOn() {
        return !lines.isEmpty();
    }

    /** The next of those that were held back and no longer are; null when there are none. */
    @Nullable Commit nextReleased() {
        return released.poll();
    }

    /** All that wait here, who then don't any more. */
    List<Work> abandon() {
        List<Work> abandoned = new ArrayList<>(released);
        for (Line line : lines.values()) {
            abandoned.addAll(line.waiting);
            abandoned.addAll(line.heldBack);
        }
        released.clear();
        lines.clear();
        return abandoned;
    }
}
