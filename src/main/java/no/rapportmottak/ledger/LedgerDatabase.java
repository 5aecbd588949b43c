package no.rapportmottak.ledger;

import com.zaxxer.hikari.HikariDataSource;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The pool of the ledger's connections: a file of H2's is guarded, whoever opens it. */
@Configuration(proxyBeanMethods = false)
public class LedgerDatabase {

    /** Read once by H2. With it, each value that H2 reads is looked up in a cache, by a hash of all its text. */
    private static final String OBJECT_CACHE = "h2.objectCache";

    static {
        System.setProperty(OBJECT_CACHE, System.getProperty(OBJECT_CACHE, "false"));
    }

    @Bean
    static BeanPostProcessor guardedFiles() {
        return new BeanPostProcessor() {
            @Override
            public Object postProcessBeforeInitialization(Object bean, String name) {
                if (bean instanceof HikariDataSource pool && pool.getJdbcUrl().startsWith(GuardedDriver.FILE)) {
                    pool.setDriverClassName(GuardedDriver.class.getName());
                }
                return bean;
            }
        };
    }
}
