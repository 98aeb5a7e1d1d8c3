package dev.tule.wamp.client;

import dev.tule.wamp.MatchPolicy;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * On a method of an object given to {@link WampClient#register(Object)}: it takes the events of
 * this topic, one at a time, in their order. On a method of an interface given to {@link
 * WampClient#proxy}: it publishes to it, acknowledged if it returns a {@link
 * dev.tule.wamp.PublicationId}.
 *
 * <p>Parameters are those of {@link Procedure}; one that is a {@link TopicEvent} is the event
 * itself.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Topic {
    /** The topic's URI, or a pattern of them. */
    String value();

    MatchPolicy match() default MatchPolicy.EXACT;

    /** See {@link SubscribeOptions#withRetained}. */
    boolean retained() default false;
}
