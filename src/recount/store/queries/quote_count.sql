-- quote_count: how many claims and codings hold a quote.
select (select count(*) from claim) + (select count(*) from coding) as quotes
