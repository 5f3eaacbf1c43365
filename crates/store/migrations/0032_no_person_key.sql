-- People are found in memory, where everybody on the record stands: nothing looks up their keys any more.

drop table person_key;
