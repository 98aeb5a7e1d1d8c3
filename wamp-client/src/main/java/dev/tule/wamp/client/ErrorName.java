package dev.tule.wamp.client;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The URI of the WAMP error that this exception stands for. Thrown by a procedure it becomes that
 * error, with its message as the only argument; from a {@linkplain WampClient#proxy proxy} whose
 * method declares it, that error becomes this exception, if it has a constructor that takes a
 * message.
 */
@Documented
@Inherited
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface ErrorName {
    String value();
}
