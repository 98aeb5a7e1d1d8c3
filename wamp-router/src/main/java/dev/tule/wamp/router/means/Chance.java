package dev.tule.wamp.router.means;

import java.security.SecureRandom;
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;

/**
 * Random numbers of two kinds. Safe for use by many threads where the generators are.
 *
 * @param secrets for what must not be guessed: session ids, challenges, cookies
 * @param draws for the rest, drawn for every message: publication ids, which callee serves
 */
public record Chance(RandomGenerator secrets, RandomGenerator draws) {

    /**
     * As the system has it. The generator of secrets has one lock for all threads, which every
     * publication would wait at; the other is each thread's own.
     */
    public static Chance real() {
        return new Chance(new SecureRandom(), () -> ThreadLocalRandom.current().nextLong());
    }
}
