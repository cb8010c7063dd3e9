-- claims_of_text: who says what in one text.
select claim.n, story.n as story_n, claim.kind, claim.start, claim.words, claim.speakers, claim.mention_id,
       mention.n as mention_n, claim.polarity
from claim join story on story.story_id = claim.story_id
left join mention on mention.mention_id = claim.mention_id
where claim.text_id = :text_id order by claim.n
