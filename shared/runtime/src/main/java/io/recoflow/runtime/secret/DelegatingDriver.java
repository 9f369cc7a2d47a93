package io.recoflow.runtime.secret;

import java.sql.Driver;
import java.sql.DriverPropertyInfo;
import java.util.Properties;
import java.util.Set;
import java.util.logging.Logger;

/** A JDBC driver that lets a database's own one connect, and is asked by name and for its properties alone. */
public abstract class DelegatingDriver implements Driver {

    /** The properties that the other driver knows, without these of our own. */
    protected static Properties without(Set<String> own, Properties info) {
        Properties others = new Properties();
        info.stringPropertyNames().stream()
                .filter(name -> !own.contains(name))
                .forEach(name -> others.setProperty(name, info.getProperty(name)));
        return others;
    }

    @Override
    public final DriverPropertyInfo[] getPropertyInfo(String url, Properties info) {
        return new DriverPropertyInfo[0];
    }

    @Override
    public final int getMajorVersion() {
        return 1;
    }

    @Override
    public final int getMinorVersion() {
        return 0;
    }

    @Override
    public final boolean jdbcCompliant() {
        return false;
    }

    @Override
    public final Logger getParentLogger() {
        return Logger.getLogger("io.recoflow");
    }
}
