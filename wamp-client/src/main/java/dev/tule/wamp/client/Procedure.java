package dev.tule.wamp.client;

import dev.tule.wamp.InvocationPolicy;
import dev.tule.wamp.MatchPolicy;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * On a method of an object given to {@link WampClient#register(Object)}: it serves this procedure.
 * On a method of an interface given to {@link WampClient#proxy}: it calls it. One interface may be
 * used for both.
 *
 * <p>Positional arguments are the parameters in their order; those with {@link
 * dev.tule.wamp.client.mapping.Key} are keyword arguments, one with {@link Keywords} is all of
 * them. Optional and {@code @Nullable} parameters may be left out. A parameter that is a {@link
 * ProcedureCall} is the call itself. Values are mapped as {@link
 * dev.tule.wamp.client.mapping.PayloadMapper} says; what doesn't fit is answered with {@code
 * wamp.error.invalid_argument}.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Procedure {
    /** The procedure's URI, or a pattern of them. */
    String value();

    MatchPolicy match() default MatchPolicy.EXACT;

    /** How calls are shared with other callees. */
    InvocationPolicy invoke() default InvocationPolicy.SINGLE;

    /** See {@link RegisterOptions#withConcurrency}. */
    int concurrency() default 0;
}
