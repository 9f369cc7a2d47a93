package io.recoflow.database;

import io.recoflow.runtime.secret.DelegatingDriver;
import io.recoflow.runtime.secret.VerifyingDriver;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Connects to MySQL by its own driver, and lets the rows of every statement that has a fetch size come one by one, as the
 * server finds them. With a cursor, the driver's other way to bounded memory, the server copies the whole result into a
 * temporary table first. Connector/J streams where the fetch size is {@link Integer#MIN_VALUE}
 * (dev.mysql.com/doc/connector-j/en/connector-j-reference-implementation-notes.html), which Spark does not hand on.
 *
 * <p>A connection runs no other statement before the rows are read to their end; to close them early reads the rest.
 * Leaves connections without the property {@link #ANSWER_MILLIS} to others.
 */
public final class StreamingDriver extends DelegatingDriver {

    /**
     * How long an answer may take once the server has greeted, in milliseconds; until then the URL's {@code
     * socketTimeout} counts, and for good where it is 0. In small letters, because Spark hands it on so.
     */
    static final String ANSWER_MILLIS = "recoflow.answer-millis";

    /** Spark makes it. */
    public StreamingDriver() {}

    @Override
    public @Nullable Connection connect(String url, Properties info) throws SQLException {
        String answerMillis = info.getProperty(ANSWER_MILLIS);
        if (answerMillis == null || !acceptsURL(url)) {
            return null;
        }
        Driver driver = info.getProperty(VerifyingDriver.CERTIFICATES) == null
                ? new com.mysql.cj.jdbc.Driver()
                : new VerifyingDriver();
        Connection connection = Objects.requireNonNull(driver.connect(url, without(Set.of(ANSWER_MILLIS), info)));
        int millis = Integer.parseInt(answerMillis);
        if (millis > 0) {
            connection.setNetworkTimeout(Runnable::run, millis);
        }
        return Streaming.proxy(Connection.class, connection);
    }

    @Override
    public boolean acceptsURL(String url) {
        return url.startsWith(SourceDialect.MYSQL.urlPrefix());
    }

    /** A connection or a statement, in which any fetch size means to stream. Rows are the driver's own. */
    private record Streaming(Object target) implements InvocationHandler {

        static <T> T proxy(Class<T> type, T target) {
            return type.cast(Proxy.newProxyInstance(
                    Streaming.class.getClassLoader(), new Class<?>[] {type}, new Streaming(target)));
        }

        @Override
        public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] arguments)
                throws Throwable {
            boolean streams =
                    arguments != null && method.getName().equals("setFetchSize") && !Objects.equals(arguments[0], 0);
            try {
                Object result = method.invoke(target, streams ? new Object[] {Integer.MIN_VALUE} : arguments);
                return result instanceof PreparedStatement prepared
                        ? proxy(PreparedStatement.class, prepared)
                        : result instanceof Statement statement ? proxy(Statement.class, statement) : result;
            } catch (InvocationTargetException failed) {
                throw failed.getTargetException();
            }
        }
    }
}
